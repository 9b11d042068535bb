"""Trains 784-128-10 on MNIST and prints what that took since the process was started."""

import gzip, json, os, statistics, sys, time

import torch
from torch.nn import functional as F

BATCH, GOAL, LEAST_EPOCHS, MOST_EPOCHS = 128, 0.97, 6, 20
folder, threads, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
started = float(os.environ["BENCH_STARTED"])


def figure(name, value):
    print(json.dumps({"figure": name, "value": value}))


def read(name, header):
    with gzip.open(os.path.join(folder, name)) as file:
        return torch.frombuffer(bytearray(file.read()), dtype=torch.uint8, offset=header)


def data(part):
    images = read(part + "-images-idx3-ubyte.gz", 16).view(-1, 784).float().div_(255)
    return images, read(part + "-labels-idx1-ubyte.gz", 8).long()


def adam(parameters):
    try:
        return torch.optim.Adam(parameters, fused=True)
    except (RuntimeError, TypeError):  # not on the CPU before 2.4
        return torch.optim.Adam(parameters)


torch.set_flush_denormal(True)
torch.set_num_threads(threads)
torch.manual_seed(seed)
images, labels = data("train")
test_images, test_labels = data("t10k")
model = torch.nn.Sequential(
    torch.nn.Linear(784, 128), torch.nn.ReLU(), torch.nn.Linear(128, 10)
)
optimizer = adam(list(model.parameters()))
warm = []
reached = False
for epoch in range(1, MOST_EPOCHS + 1):
    begin = time.perf_counter()
    for index in torch.randperm(len(images)).split(BATCH):
        optimizer.zero_grad(set_to_none=True)
        output = model(images.index_select(0, index))
        F.cross_entropy(output, labels.index_select(0, index)).backward()
        optimizer.step()
    seconds = time.perf_counter() - begin
    if epoch == 1:
        figure("first epoch's end", time.time() - started)
    else:
        warm.append(seconds)
    with torch.inference_mode():
        accuracy = (model(test_images).argmax(1) == test_labels).float().mean().item()
    if accuracy >= GOAL and not reached:
        reached = True
        figure("goal", time.time() - started)
        figure("epochs to goal", epoch)
    if reached and epoch >= LEAST_EPOCHS:
        break
figure("warm epoch", statistics.median(warm))
with open("/proc/self/status") as status:
    for line in status:
        if line.startswith("VmHWM:"):
            figure("peak memory", int(line.split()[1]) / 1024)
