"""The step in PyTorch, on as many threads as there are processors.

Arguments and answers are those of serve.ts, the file's content that of problem.ts.
"""
import json
import os
import sys
import time

import torch
from torch import nn

BATCH = 256
SIZES = [784, 512, 256, 256, 128, 10]

torch.set_num_threads(os.cpu_count())
size = os.path.getsize(sys.argv[1]) // 4
numbers = torch.from_file(sys.argv[1], size=size, dtype=torch.float32)


def take(*shape):
    """The next numbers of the file."""
    global numbers
    count = torch.Size(shape).numel()
    taken, numbers = numbers[:count].reshape(shape), numbers[count:]
    return taken.clone()


def dense(fan_in, fan_out):
    """A layer with the file's weights; PyTorch keeps kernels as (fan_out, fan_in)."""
    layer = nn.Linear(fan_in, fan_out)
    with torch.no_grad():
        layer.weight.copy_(take(fan_in, fan_out).T)
        layer.bias.copy_(take(fan_out))
    return layer


images = take(BATCH, SIZES[0])
labels = take(BATCH).long()
layers = []
for fan_in, fan_out in zip(SIZES, SIZES[1:]):
    layers += [dense(fan_in, fan_out), nn.ReLU()]
network = nn.Sequential(*layers[:-1])
optimiser = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)


def train(steps):
    """Takes steps and returns the last one's loss."""
    for _ in range(steps):
        optimiser.zero_grad()
        loss = nn.functional.cross_entropy(network(images), labels)
        loss.backward()
        optimiser.step()
    return loss.item()


print(f"version {torch.__version__}, {torch.get_num_threads()} threads", flush=True)
for line in sys.stdin:
    begin = time.perf_counter()
    loss = train(int(line))
    milliseconds = 1000 * (time.perf_counter() - begin)
    print(json.dumps({"milliseconds": milliseconds, "loss": loss}), flush=True)
