"""Writes pytorch-optimizers.txt: ten training steps with each of PyTorch's optimizers that are not in
pytorch-trajectories.txt, in the format of that file. Run it in this directory with Debian's python3-torch:

    python3 optimizers.py > ../resources/dev/lanewise/pytorch-optimizers.txt
"""

import torch

STEPS = 10
PARAMETERS = ["w1", "b1", "w2", "b2"]
ORDERS = 20

HEADER = """\
# 10 training steps of a 5-7-3 MLP (Linear, tanh, Linear) with softmax cross-entropy, by PyTorch {version}
# (Debian's python3-torch, CPU), full batch of 6 fixed samples, one thread. Written by optimizers.py; not edited by hand.
#
# The format is that of pytorch-trajectories.txt. Inputs, targets and initial parameters are exact in float32; the rest are
# float64 results. PyTorch's own float32 runs, in {orders} orders of samples and hidden units, agree as told below; elements
# smaller than 1 % of their tensor's largest count as if they were so large.
#
# Weight decay is L2 (gradient + wd*p) for weights and biases; in lion decoupled.
# adagrad: sum of squares from 0; adamax: max(beta2*u, |g|+eps).
# nadam: with foreach=True, which computes what the documentation says; the code for single tensors multiplies once too
# often by mu in this version (pytorch/pytorch#92699).
# lion: PyTorch has none; algorithm 2 of Chen et al. (2023), https://arxiv.org/abs/2302.06675, in torch operations.
#
# Agreement of float32, per case:"""


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al. 2023, line by line."""

    def __init__(self, params, lr, betas, weight_decay):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta1, beta2 = group["betas"]
            for theta in group["params"]:
                g = theta.grad
                state = self.state[theta]
                m = state.get("m", torch.zeros_like(theta))
                c = beta1 * m + (1 - beta1) * g
                theta.sub_(group["lr"] * (torch.sign(c) + group["weight_decay"] * theta))
                state["m"] = beta2 * m + (1 - beta2) * g


def betas(o):
    return (o["beta1"], o["beta2"])


MAKE = {
    "adagrad": lambda p, o: torch.optim.Adagrad(
        p, lr=o["lr"], lr_decay=o["lr_decay"], weight_decay=o["weight_decay"], eps=o["eps"], foreach=False
    ),
    "adadelta": lambda p, o: torch.optim.Adadelta(
        p, lr=o["lr"], rho=o["rho"], eps=o["eps"], weight_decay=o["weight_decay"], foreach=False
    ),
    "adamax": lambda p, o: torch.optim.Adamax(
        p, lr=o["lr"], betas=betas(o), eps=o["eps"], weight_decay=o["weight_decay"], foreach=False
    ),
    "nadam": lambda p, o: torch.optim.NAdam(
        p,
        lr=o["lr"],
        betas=betas(o),
        eps=o["eps"],
        weight_decay=o["weight_decay"],
        momentum_decay=o["momentum_decay"],
        foreach=True,
    ),
    "lion": lambda p, o: Lion(p, lr=o["lr"], betas=betas(o), weight_decay=o["weight_decay"]),
    "rprop": lambda p, o: torch.optim.Rprop(
        p, lr=o["lr"], etas=(o["etaminus"], o["etaplus"]), step_sizes=(o["least"], o["most"]), foreach=False
    ),
}

ADAM = dict(beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.0)

CASES = {
    "adagrad": ("adagrad", dict(lr=0.05, lr_decay=0.0, eps=1e-10, weight_decay=0.0)),
    "adagrad_decays": ("adagrad", dict(lr=0.1, lr_decay=0.05, eps=1e-6, weight_decay=0.01)),
    "adadelta": ("adadelta", dict(lr=1.0, rho=0.9, eps=1e-6, weight_decay=0.0)),
    "adadelta_weight_decay": ("adadelta", dict(lr=2.0, rho=0.8, eps=1e-4, weight_decay=0.01)),
    "adamax": ("adamax", dict(lr=0.02, **ADAM)),
    "adamax_weight_decay": ("adamax", dict(lr=0.02, beta1=0.8, beta2=0.9, eps=1e-3, weight_decay=0.01)),
    "nadam": ("nadam", dict(lr=0.02, momentum_decay=0.004, **ADAM)),
    "nadam_weight_decay": (
        "nadam",
        dict(lr=0.02, beta1=0.8, beta2=0.99, eps=1e-6, weight_decay=0.01, momentum_decay=2.0),
    ),
    "lion": ("lion", dict(lr=0.01, beta1=0.9, beta2=0.99, weight_decay=0.0)),
    "lion_weight_decay": ("lion", dict(lr=0.02, beta1=0.7, beta2=0.9, weight_decay=0.1)),
    "rprop": ("rprop", dict(lr=0.01, etaminus=0.5, etaplus=1.2, least=1e-6, most=50.0)),
    "rprop_limits": ("rprop", dict(lr=0.1, etaminus=0.4, etaplus=1.6, least=0.06, most=0.3)),
}


def grid(generator, rows, cols, scale):
    """Numbers of 8 fractional bits, exact in float32."""
    x = (torch.rand(rows, cols, generator=generator) * 2 - 1) * scale
    return torch.round(x * 256) / 256


def setting(seed):
    g = torch.Generator().manual_seed(seed)
    tensors = {"input": grid(g, 6, 5, 3)}
    tensors["target"] = torch.randint(0, 3, (6, 1), generator=g).to(torch.float64)
    for name, rows, cols, scale in [("w1", 5, 7, 0.6), ("b1", 1, 7, 0.2), ("w2", 7, 3, 0.5), ("b2", 1, 3, 0.3)]:
        tensors["initial." + name] = grid(g, rows, cols, scale)
    return tensors


def run(tensors, make, options, dtype, order, hidden):
    """A run with samples and hidden units in the given orders; the results are in the plain order."""
    t = {k: v.to(dtype) for k, v in tensors.items()}
    x = t["input"][order]
    target = tensors["target"].flatten().long()[order]
    p = {
        "w1": t["initial.w1"][:, hidden],
        "b1": t["initial.b1"][:, hidden],
        "w2": t["initial.w2"][hidden, :],
        "b2": t["initial.b2"],
    }
    # As in torch.nn.Linear, weights are units x inputs.
    leaves = [(v.t() if k[0] == "w" else v[0]).contiguous().clone().requires_grad_() for k, v in p.items()]
    optimizer = make(leaves, options)
    back = torch.argsort(torch.tensor(hidden))
    results = {}
    losses = []
    torch.set_default_dtype(dtype)

    def plain(values):
        w1, b1, w2, b2 = [v.detach().to(torch.float64).clone() for v in values]
        return [w1.t()[:, back], b1[None, back], w2.t()[back, :], b2[None]]

    for step in range(STEPS):
        optimizer.zero_grad()
        w1, b1, w2, b2 = leaves
        output = torch.nn.functional.linear(torch.tanh(torch.nn.functional.linear(x, w1, b1)), w2, b2)
        loss = torch.nn.functional.cross_entropy(output, target)
        loss.backward()
        if step == 0:
            results["output"] = output.detach().to(torch.float64)[torch.argsort(torch.tensor(order))]
            results.update(zip(["gradient." + n for n in PARAMETERS], plain([v.grad for v in leaves])))
        losses.append(loss.item())
        optimizer.step()
    results.update(zip(["final." + n for n in PARAMETERS], plain(leaves)))
    torch.set_default_dtype(torch.float64)
    return results, losses


def disagreement(expected, actual):
    size = torch.maximum(expected.abs(), 0.01 * expected.abs().max())
    return ((actual - expected).abs() / size).max().item()


def case(options, make):
    """The first seed whose trajectory float32 can follow; sign changes make some of them chaotic."""
    for seed in range(1, 200):
        tensors = setting(seed)
        plain = (list(range(6)), list(range(7)))
        results, losses = run(tensors, make, options, torch.float64, *plain)
        worst = 0
        g = torch.Generator().manual_seed(0)
        for _ in range(ORDERS):
            orders = (torch.randperm(6, generator=g).tolist(), torch.randperm(7, generator=g).tolist())
            single, single_losses = run(tensors, make, options, torch.float32, *orders)
            for name in PARAMETERS:
                worst = max(worst, disagreement(results["final." + name], single["final." + name]))
            for a, b in zip(losses, single_losses):
                worst = max(worst, abs(a - b) / a)
        if worst < 3e-6:
            return seed, tensors, results, losses, worst
    raise SystemExit("no seed will do")


def text(value):
    return str(value).lower() if isinstance(value, bool) else repr(value)


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    done = {name: case(options, MAKE[kind]) for name, (kind, options) in CASES.items()}
    print(HEADER.format(version=torch.__version__, orders=ORDERS))
    for name, (seed, _, _, _, worst) in done.items():
        print(f"#   {name}: seed {seed}, float32 differs by {worst:.1e}")
    for name, (_, tensors, results, losses, _) in done.items():
        kind, options = CASES[name]
        print(f"\ncase {name}\noption activation tanh\noption loss cross_entropy\noption optimizer {kind}")
        for key, value in options.items():
            print("option", key, text(value))
        print("option target index\noption steps", STEPS)
        for key, tensor in {**tensors, **results}.items():
            print("tensor", key, *tensor.shape, *[repr(v) for v in tensor.flatten().tolist()])
        print("losses", *[repr(v) for v in losses])
        print("end")


main()
