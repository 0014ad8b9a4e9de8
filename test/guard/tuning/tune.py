"""Tunes the last layers of all-MiniLM-L6-v2 to tell the guard's readings apart. `tuneLayers.ts` starts it.

A head reads the classes off the mean of the last layer. Reads FOLDER/texts.json, rows of `pieces`, `label` and
`counts`; writes FOLDER/tuned.json.
"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../meaning/tuning"))
from layers import DROPPED, F, Tunable, WIDTH, begin_anew, kept, learn, nn, packed, read, read_below, row, torch, write

FIRST, ROUNDS, RATE = 1, 3, 1e-3

begin_anew()
texts = read("texts.json")
below = read_below([text["pieces"] for text in texts], FIRST)


class Reader(nn.Module):
    def __init__(self):
        super().__init__()
        self.tuned = Tunable(FIRST)
        self.head = nn.Linear(WIDTH, 1 + max(text["label"] for text in texts))
        self.head.weight.data *= 0.1

    def forward(self, x, present):
        return self.head(F.dropout(self.tuned(x, present), DROPPED, self.training))


def loss_of(some):
    labels = torch.tensor([texts[at]["label"] for at in some])
    counts = torch.tensor([texts[at]["counts"] for at in some])
    return (F.cross_entropy(net(*packed(below, some)), labels, reduction="none") * counts).sum() / counts.sum()


net = Reader()
learn(net, range(len(texts)), loss_of, lambda at: len(below[at]), ROUNDS, RATE)
head = {
    "out": [row(each) for each in net.head.weight.detach()],
    "outBias": [round(float(each), 4) for each in net.head.bias],
}
write("tuned.json", {**kept(net.tuned), **head})
