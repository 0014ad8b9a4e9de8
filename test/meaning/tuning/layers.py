"""The weights of all-MiniLM-L6-v2, in the folder that the first argument names, and its last layers to be tuned.

To each matrix of these layers the product of two narrow ones is learnt (LoRA), and to each row of numbers another
one. What comes before them stays as it is. `tuning.ts` fills the folder and starts what uses this.
"""

import base64
import json
import math
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

FOLDER = sys.argv[1]
LAYERS, WIDTH, HEADS = 6, 384, 12
RANK, AT_ONCE, DROPPED, WARM_UP = 16, 32, 0.1, 0.06

torch.set_num_threads(os.cpu_count() or 1)


def begin_anew():
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(1)



def read(name):
    with open(os.path.join(FOLDER, name), encoding="utf8") as file:
        return json.load(file)


shapes = {entry["name"]: entry for entry in read("weights.json")}
numbers = np.fromfile(os.path.join(FOLDER, "weights.bin"), dtype=np.float32)


def weight(name):
    entry = shapes[name]
    size = int(np.prod(entry["shape"]))
    return torch.tensor(numbers[entry["at"] : entry["at"] + size].reshape(entry["shape"]).copy())


BERT = "StatefulPartitionedCall/model/tf_bert_model/bert/"
DENSE = {
    "q": "attention/self/query",
    "k": "attention/self/key",
    "v": "attention/self/value",
    "o": "attention/output/dense",
    "i": "intermediate/dense",
    "f": "output/dense",
}
NORMS = {"after_attention": "attention/output", "after_all": "output"}


def of_layer(layer, name):
    return f"{BERT}encoder/layer_._{layer}/{name}"


def matrix_of(layer, name):
    return of_layer(layer, f"{name}/Tensordot/ReadVariableOp")


def bias_of(layer, name):
    return of_layer(layer, f"{name}/BiasAdd/ReadVariableOp")


def norm_of(layer, name):
    return [of_layer(layer, f"{name}/LayerNorm/batchnorm/{part}ReadVariableOp") for part in ("mul/", "")]


class Dense(nn.Module):
    def __init__(self, layer, name, rank):
        super().__init__()
        self.register_buffer("matrix", weight(matrix_of(layer, name)))
        self.bias = nn.Parameter(weight(bias_of(layer, name)))
        inputs, outputs = self.matrix.shape
        self.rank = rank
        if rank:
            self.down = nn.Parameter(torch.randn(inputs, rank) / math.sqrt(inputs))
            self.up = nn.Parameter(torch.zeros(rank, outputs))

    def forward(self, x):
        y = F.linear(x, self.matrix.t(), self.bias)
        return y + (x @ self.down) @ self.up if self.rank else y


class Layer(nn.Module):
    def __init__(self, layer, rank):
        super().__init__()
        self.dense = nn.ModuleDict({key: Dense(layer, name, rank) for key, name in DENSE.items()})
        self.norms = nn.ModuleDict({key: nn.LayerNorm(WIDTH, eps=1e-12) for key in NORMS})
        for key, name in NORMS.items():
            scale, shift = norm_of(layer, name)
            self.norms[key].weight.data, self.norms[key].bias.data = weight(scale), weight(shift)

    def forward(self, x, mask):
        batch, pieces, _ = x.shape
        split = lambda y: y.view(batch, pieces, HEADS, WIDTH // HEADS).transpose(1, 2)
        drop = lambda y: F.dropout(y, DROPPED, self.training)
        dense, norms = self.dense, self.norms
        scores = split(dense["q"](x)) @ split(dense["k"](x)).transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        seen = drop(F.softmax(scores + mask, -1)) @ split(dense["v"](x))
        x = norms["after_attention"](x + drop(dense["o"](seen.transpose(1, 2).reshape(batch, pieces, WIDTH))))
        return norms["after_all"](x + drop(dense["f"](F.gelu(dense["i"](x)))))


def unseen(present):
    return (1 - present)[:, None, None, :] * -1e4


def by_length(places, at_once, length):
    ordered = sorted(places, key=length)
    return [ordered[start : start + at_once] for start in range(0, len(ordered), at_once)]


class Tunable(nn.Module):
    """The layers from `first` on: from what those below make of a text, a row a piece, to the mean of the last."""

    def __init__(self, first):
        super().__init__()
        self.first = first
        self.layers = nn.ModuleList(Layer(layer, RANK) for layer in range(first, LAYERS))

    def forward(self, x, present):
        for layer in self.layers:
            x = layer(x, unseen(present))
        return mean_of(x, present)


def mean_of(x, present):
    return (x * present[:, :, None]).sum(1) / present.sum(1)[:, None]


def read_through(texts, layers):
    """What some layers make of texts, which are the places of their pieces: a batch at a time, with their numbers."""
    words, places, kind = weight("unknown"), weight("unknown_0"), weight("unknown_1")[0]
    scale, shift = (weight(f"{BERT}embeddings/LayerNorm/batchnorm/{part}ReadVariableOp") for part in ("mul/", ""))
    net = nn.ModuleList(Layer(layer, 0) for layer in layers).eval()
    with torch.no_grad():
        for some in by_length(range(len(texts)), 64, lambda at: len(texts[at])):
            longest = len(texts[some[-1]])
            pieces, present = torch.zeros(len(some), longest, dtype=torch.long), torch.zeros(len(some), longest)
            for row, at in enumerate(some):
                pieces[row, : len(texts[at])], present[row, : len(texts[at])] = torch.tensor(texts[at]), 1
            x = F.layer_norm(words[pieces] + places[:longest] + kind, (WIDTH,), scale, shift, 1e-12)
            for layer in net:
                x = layer(x, unseen(present))
            yield some, x, present


def read_below(texts, first):
    """What the layers below `first` make of each text: computed once, since they stay."""
    found = [None] * len(texts)
    for some, x, _ in read_through(texts, range(first)):
        for row, at in enumerate(some):
            found[at] = x[row, : len(texts[at])].clone()
    return found


def packed(below, some):
    longest = max(len(below[at]) for at in some)
    x, present = torch.zeros(len(some), longest, WIDTH), torch.zeros(len(some), longest)
    for row, at in enumerate(some):
        x[row, : len(below[at])], present[row, : len(below[at])] = below[at], 1
    return x, present


def shuffled_batches(places, length):
    """Texts of like length together, in an order drawn by lot."""
    deck = list(places)
    random.shuffle(deck)
    handfuls = [deck[start : start + AT_ONCE * 50] for start in range(0, len(deck), AT_ONCE * 50)]
    batches = [batch for handful in handfuls for batch in by_length(handful, AT_ONCE, length)]
    random.shuffle(batches)
    return batches


def learn(net, places, loss_of, length, rounds, rate, head_rate=2e-3):
    """Tunes a net whose layers are `Tunable`, and its `head` if it has one, by the loss of each batch of places."""
    named = list(net.named_parameters())
    narrow = [each for name, each in named if name.endswith((".down", ".up"))]
    rows = [each for name, each in named if not name.endswith((".down", ".up")) and not name.startswith("head")]
    head = [each for name, each in named if name.startswith("head")]
    steps = torch.optim.AdamW(
        [
            {"params": narrow, "lr": rate, "weight_decay": 0.01},
            {"params": rows, "lr": rate * 0.3, "weight_decay": 0.0},
            *([{"params": head, "lr": head_rate, "weight_decay": 0.01}] if head else []),
        ]
    )
    total, step, begun = rounds * math.ceil(len(places) / AT_ONCE), 0, time.time()
    rates = [group["lr"] for group in steps.param_groups]
    net.train()
    for _ in range(rounds):
        for some in shuffled_batches(places, length):
            step += 1
            share = min(1, step / (WARM_UP * total)) * max(0, (total - step) / total)
            for group, whole in zip(steps.param_groups, rates):
                group["lr"] = whole * share
            loss = loss_of(some)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            if step % 200 == 0:
                print(f"step {step} of {total}, {time.time() - begun:.0f} s", file=sys.stderr, flush=True)
    net.eval()


def row(values):
    """Numbers as bytes from -127 to 127, and what one step is worth."""
    values = np.asarray(values, dtype=np.float64)
    step = float("%.4g" % ((np.abs(values).max() or 1e-9) / 127))
    steps = np.clip(np.round(values / step), -127, 127).astype(np.int8)
    return {"step": step, "bytes": base64.b64encode(steps.tobytes()).decode()}


def kept(tuned):
    """How tuned layers differ from what they were, as `src/meaning/local/tuned.ts` reads it."""
    matrices, rows = {}, {}
    for layer, changed in enumerate(tuned.layers, tuned.first):
        for key, name in DENSE.items():
            dense = changed.dense[key]
            down, up = dense.down.detach().numpy(), dense.up.detach().numpy()
            matrices[matrix_of(layer, name)] = {"down": [row(r) for r in down.T], "up": [row(r) for r in up]}
            rows[bias_of(layer, name)] = row((dense.bias - weight(bias_of(layer, name))).detach())
        for key, name in NORMS.items():
            for place, now in zip(norm_of(layer, name), (changed.norms[key].weight, changed.norms[key].bias)):
                rows[place] = row((now - weight(place)).detach())
    return {"from": tuned.first, "matrices": matrices, "rows": rows}


def write(name, value):
    with open(os.path.join(FOLDER, name), "w", encoding="utf8") as file:
        json.dump(value, file, separators=(",", ":"))
