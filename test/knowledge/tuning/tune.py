"""Tunes the last layers of all-MiniLM-L6-v2 to bring a question near to the passages that answer it. `tuneLayers.ts`
starts it.

The passages' vectors stay as they are: the question alone is read by the tuned layers. Reads FOLDER/texts.json:
`passages`, each with its `themes` and with `texts`, first the whole and then the ways in which it is asked for; and
`questions`, each with its `pieces`, its `author` and what is expected of it. Writes FOLDER/tuned.json, learnt from
all, and FOLDER/leftOut.json, by question its vector by layers that were tuned to other authors.
"""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "../../meaning/tuning"))
from layers import F, LAYERS, Tunable, begin_anew, kept, learn, mean_of, packed, read, read_below, read_through, torch, write

FIRST, ROUNDS, RATE, SHARPNESS, FOLDS = 3, 5, 7e-4, 20, 4

given = read("texts.json")
passages, questions = given["passages"], given["questions"]
ids = sorted({theme for passage in passages for theme in passage["themes"]})
of_theme = torch.tensor([[theme in passage["themes"] for theme in ids] for passage in passages])
below = read_below([question["pieces"] for question in questions], FIRST)


def vectors_of(texts):
    found = [None] * len(texts)
    for some, x, present in read_through(texts, range(LAYERS)):
        for at, vector in zip(some, F.normalize(mean_of(x, present), dim=-1)):
            found[at] = vector
    return torch.stack(found)


wholes = vectors_of([passage["texts"][0] for passage in passages])
asked = vectors_of([text for passage in passages for text in passage["texts"][1:]])
asked_of = torch.tensor([at for at, passage in enumerate(passages) for _ in passage["texts"][1:]])


def likeness(vectors):
    """How alike questions and passages are, a row a question: as the search takes it."""
    whole = vectors @ wholes.t()
    ways = asked_of.expand(len(vectors), -1)
    nearest = torch.full_like(whole, -1).scatter_reduce(1, ways, vectors @ asked.t(), "amax")
    return torch.where(nearest > -1, (whole + nearest) / 2, whole)


def encode(net, some):
    return F.normalize(net(*packed(below, some)), dim=-1)


def tuned_to(places):
    begin_anew()
    net = Tunable(FIRST)

    def loss_of(some):
        shares = F.log_softmax(likeness(encode(net, some)) * SHARPNESS, dim=-1)
        losses = [
            -torch.logsumexp(shares[row][of_theme[:, ids.index(theme)]], 0) / len(questions[at]["expect"])
            for row, at in enumerate(some)
            for theme in questions[at]["expect"]
        ]
        return torch.stack(losses).sum() / len(some)

    shown = [at for at in places if questions[at]["expect"] and set(questions[at]["expect"]) <= set(ids)]
    learn(net, shown, loss_of, lambda at: len(below[at]), ROUNDS, RATE)
    return net


def left_out():
    """Of each question its vector by layers that were not tuned to its author."""
    authors = sorted({question["author"] for question in questions})
    found = {}
    for fold in range(FOLDS):
        own = set(authors[fold::FOLDS])
        print(f"without {', '.join(sorted(own))}", file=sys.stderr, flush=True)
        net = tuned_to([at for at, question in enumerate(questions) if question["author"] not in own])
        theirs = [at for at, question in enumerate(questions) if question["author"] in own]
        with torch.no_grad():
            for start in range(0, len(theirs), 64):
                some = theirs[start : start + 64]
                for at, vector in zip(some, encode(net, some)):
                    found[questions[at]["question"]] = [round(float(each), 5) for each in vector]
    return found


write("leftOut.json", left_out())
write("tuned.json", kept(tuned_to(range(len(questions)))))
