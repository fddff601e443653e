"""The networks of src/Learning in PyTorch, and NumPy's inverse. Argument: threads. Reads a command a line, answers in JSON:
"sequence STEPS", "decoder STEPS": seconds for so many training steps; "inverse FILE": seconds for the inverse of a matrix."""
import json
import math
import os
import sys
import time

threads = int(sys.argv[1])
os.environ.update({name: str(threads) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")})

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(threads)
torch.manual_seed(1)


def normal(*shape, deviation=0.02):
    return torch.nn.Parameter(torch.randn(*shape) * deviation)


def blocks(rows, length):
    """What the engine hands in: 0 where a place may look, very low elsewhere."""
    return torch.full((length, length), -1e9).triu(1).expand(rows, length, length).contiguous()


class Sequence(torch.nn.Module):
    """SASRec with norms before each part: d 64, 2 layers, 1 head, dropout 0.5, tied full softmax."""

    def __init__(self, items=12101, width=64, layers=2, rows=32, length=50, dropout=0.5):
        super().__init__()
        self.rows, self.length, self.width, self.dropout = rows, length, width, dropout
        self.items, self.positions = normal(items, width), normal(length, width)
        self.layers = torch.nn.ModuleList(self.layer(width) for _ in range(layers))
        self.norm = torch.nn.LayerNorm(width, eps=1e-6)
        self.mask = blocks(rows, length)
        self.places = torch.arange(length).repeat(rows)
        self.batch = torch.randint(items, (rows * length,)), torch.randint(items, (rows * length,))

    @staticmethod
    def layer(width):
        names = ("query", "key", "value", "out", "inner", "outer")
        layer = torch.nn.ModuleDict({name: torch.nn.Linear(width, width) for name in names})
        layer.update({name: torch.nn.LayerNorm(width, eps=1e-6) for name in ("before_attention", "before_feed_forward")})
        return layer

    def loss(self):
        drop = lambda x: F.dropout(x, self.dropout)
        ids, targets = self.batch
        x = drop(F.embedding(ids, self.items) * math.sqrt(self.width) + F.embedding(self.places, self.positions))
        for layer in self.layers:
            h = layer["before_attention"](x)
            q, k, v = (layer[name](h).view(self.rows, self.length, self.width) for name in ("query", "key", "value"))
            scores = torch.baddbmm(self.mask, q, k.transpose(1, 2), alpha=1 / math.sqrt(self.width))
            seen = torch.bmm(drop(F.softmax(scores, -1)), v).view(-1, self.width)
            x = x + drop(layer["out"](seen))
            x = x + drop(layer["outer"](drop(F.relu(layer["inner"](layer["before_feed_forward"](x))))))
        return F.cross_entropy(self.norm(x) @ self.items.T, targets)


class Decoder(torch.nn.Module):
    """8 layers, width 192, 6 query and 3 key-value heads of 32, SwiGLU 512, vocabulary 1600, tied."""

    def __init__(self, vocabulary=1600, width=192, layers=8, heads=6, kv=3, head=32, inner=512, rows=16, length=256):
        super().__init__()
        self.rows, self.length, self.heads, self.kv, self.head = rows, length, heads, kv, head
        self.table, self.norm = normal(vocabulary, width), torch.nn.Parameter(torch.ones(width))
        shapes = dict(query=(width, heads * head), key=(width, kv * head), value=(width, kv * head), out=(heads * head, width),
                      gate=(width, inner), up=(width, inner), down=(inner, width))
        self.layers = torch.nn.ModuleList(torch.nn.ParameterDict({
            **{name: normal(*shape) for name, shape in shapes.items()},
            "attention_norm": torch.nn.Parameter(torch.ones(width)), "feed_forward_norm": torch.nn.Parameter(torch.ones(width)),
        }) for _ in range(layers))
        self.mask = blocks(rows, length).view(rows, 1, 1, length, length)
        angles = torch.outer(torch.arange(length).float(), 10000.0 ** (-torch.arange(0, head, 2).float() / head))
        self.cos, self.sin = angles.cos(), angles.sin()
        self.batch = torch.randint(vocabulary, (rows * length,)), torch.randint(vocabulary, (rows * length,))

    @staticmethod
    def rms(x, gain):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * gain

    def turn(self, x):
        a, b = x.chunk(2, -1)
        return torch.cat((a * self.cos - b * self.sin, b * self.cos + a * self.sin), -1)

    def loss(self):
        ids, targets = self.batch
        group, rows, length, head = self.heads // self.kv, self.rows, self.length, self.head
        x = F.embedding(ids, self.table)
        for layer in self.layers:
            h = self.rms(x, layer["attention_norm"])
            q = self.turn((h @ layer["query"]).view(rows, length, self.kv, group, head).permute(0, 2, 3, 1, 4)).reshape(rows, self.kv, group * length, head)
            k = self.turn((h @ layer["key"]).view(rows, length, self.kv, head).transpose(1, 2))
            v = (h @ layer["value"]).view(rows, length, self.kv, head).transpose(1, 2)
            scores = (q @ k.transpose(2, 3) * (1 / math.sqrt(head))).view(rows, self.kv, group, length, length) + self.mask
            seen = (F.softmax(scores, -1).view(rows, self.kv, group * length, length) @ v).view(rows, self.kv, group, length, head)
            x = x + seen.permute(0, 3, 1, 2, 4).reshape(rows * length, -1) @ layer["out"]
            h = self.rms(x, layer["feed_forward_norm"])
            x = x + (F.silu(h @ layer["gate"]) * (h @ layer["up"])) @ layer["down"]
        return F.cross_entropy(self.rms(x, self.norm) @ self.table.T, targets)


class Training:
    def __init__(self, network, clip, **settings):
        self.network, self.clip = network, clip
        # foreach: the faster of PyTorch's two loops.
        self.optimiser = torch.optim.AdamW(network.parameters(), foreach=True, **settings)

    def step(self):
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.network.loss()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.clip)
        self.optimiser.step()
        return loss.item()

    def run(self, steps):
        start = time.perf_counter()
        for _ in range(steps):
            loss = self.step()
        return {"seconds": time.perf_counter() - start, "loss": loss}


def inverse(path):
    with open(path, "rb") as file:
        size = int(np.fromfile(file, np.int32, 1)[0])
        matrix = np.fromfile(file, np.float32).reshape(size, size)
    start = time.perf_counter()
    found = np.linalg.inv(matrix)
    seconds = time.perf_counter() - start
    probe = np.sign(np.random.default_rng(1).standard_normal((size, 8))).astype(np.float64)
    return {"seconds": seconds, "residual": float(np.abs(matrix.astype(np.float64) @ (found.astype(np.float64) @ probe) - probe).max())}


trainings = {}
print(json.dumps({"torch": torch.__version__, "numpy": np.__version__, "threads": torch.get_num_threads()}), flush=True)
for line in sys.stdin:
    name, argument = line.split(maxsplit=1)
    if name == "inverse":
        print(json.dumps(inverse(argument.strip())), flush=True)
        continue
    if name not in trainings:
        trainings[name] = (Training(Sequence(), 5, lr=1e-3, betas=(0.9, 0.999), weight_decay=0.01) if name == "sequence"
                           else Training(Decoder(), 1, lr=1e-3, betas=(0.9, 0.95), weight_decay=0.05))
    print(json.dumps(trainings[name].run(int(argument))), flush=True)
