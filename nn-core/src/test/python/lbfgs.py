"""Writes pytorch-lbfgs.txt: minima that PyTorch's L-BFGS finds. Run it in this directory with Debian's python3-torch:

    python3 lbfgs.py > ../resources/dev/lanewise/pytorch-lbfgs.txt
"""

import torch

HEADER = """\
# Minima that torch.optim.LBFGS(line_search_fn="strong_wolfe") finds, by PyTorch {version} (Debian's python3-torch, CPU,
# float64, one thread). Written by lbfgs.py; not edited by hand.
#
# The format is that of pytorch-trajectories.txt, with the sizes of the tensors as written, parameters w1 b1 (w2 b2 if there
# is a hidden layer of tanh units), and as losses that of the initial parameters and that of the minimum. Inputs, targets and
# initial parameters are exact in float32. A start was taken if runs with histories of 5, 10, 20 and 100 all end at the same
# loss (to 1e-7) with a gradient below 1e-6, so that the minimum does not hang on details of the method.
"""

HISTORIES = [5, 10, 20, 100]


def grid(generator, rows, cols, scale):
    """Numbers of 8 fractional bits, exact in float32."""
    x = (torch.rand(rows, cols, generator=generator) * 2 - 1) * scale
    return torch.round(x * 256) / 256


def logistic(generator):
    """Softmax regression: convex; classes are drawn, so that they cannot be told apart exactly."""
    x = grid(generator, 60, 5, 2)
    return {
        "input": x,
        "target": torch.randint(0, 3, (60, 1), generator=generator).to(torch.float64),
        "initial.w1": grid(generator, 5, 3, 0.5),
        "initial.b1": grid(generator, 1, 3, 0.5),
    }


def network(generator):
    """Two hidden units: with more there are valleys without a lowest point."""
    return {
        "w1": grid(generator, 2, 2, 1.5),
        "b1": grid(generator, 1, 2, 0.5),
        "w2": grid(generator, 2, 1, 1.5),
        "b2": grid(generator, 1, 1, 0.5),
    }


def regression(generator):
    """What a network says, and noise; the start is another network."""
    x = grid(generator, 100, 2, 2)
    t = network(generator)
    y = torch.tanh(x @ t["w1"] + t["b1"]) @ t["w2"] + t["b2"]
    initial = {"initial." + k: v for k, v in network(generator).items()}
    noisy = y + 0.3 * torch.randn(100, 1, generator=generator)
    return {"input": x, "target": torch.round(noisy * 256) / 256, **initial}


CASES = {
    "logistic": (logistic, "cross_entropy"),
    "regression": (regression, "mse"),
}


def minimize(tensors, loss_name, history):
    p = [v.clone().requires_grad_() for k, v in tensors.items() if k.startswith("initial.")]
    x, target = tensors["input"], tensors["target"]

    def loss():
        y = x @ p[0] + p[1]
        if len(p) == 4:
            y = torch.tanh(y) @ p[2] + p[3]
        if loss_name == "mse":
            return torch.nn.functional.mse_loss(y, target)
        return torch.nn.functional.cross_entropy(y, target.flatten().long())

    optimizer = torch.optim.LBFGS(
        p,
        max_iter=1500,
        max_eval=4000,
        history_size=history,
        tolerance_grad=1e-8,
        tolerance_change=1e-18,
        line_search_fn="strong_wolfe",
    )

    def closure():
        optimizer.zero_grad()
        value = loss()
        value.backward()
        return value

    first = optimizer.step(closure).item()
    last = closure().item()
    return first, last, max(v.grad.abs().max().item() for v in p)


def case(make, loss_name):
    for seed in range(1, 50):
        tensors = make(torch.Generator().manual_seed(seed))
        runs = [minimize(tensors, loss_name, h) for h in HISTORIES]
        lasts = [last for _, last, _ in runs]
        if max(g for _, _, g in runs) < 1e-6 and max(lasts) - min(lasts) < 1e-7 * max(lasts):
            return seed, tensors, runs[1]
    raise SystemExit("no seed will do")


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    print(HEADER.format(version=torch.__version__), end="")
    for name, (make, loss_name) in CASES.items():
        seed, tensors, (first, last, gradient) = case(make, loss_name)
        print(f"\n# seed {seed}, largest component of the last gradient {gradient:.1e}")
        print(f"case {name}\noption loss {loss_name}")
        for key, tensor in tensors.items():
            print("tensor", key, *tensor.shape, *[repr(v) for v in tensor.flatten().tolist()])
        print("losses", repr(first), repr(last))
        print("end")


main()
