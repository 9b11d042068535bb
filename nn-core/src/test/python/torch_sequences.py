"""Writes pytorch-sequences.txt: ten training steps of small networks of sequences, one for each layer and for each of its
options. Run it in this directory with Debian's python3-torch:

    python3 torch_sequences.py > ../resources/dev/lanewise/pytorch-sequences.txt
"""

import math

import torch
from torch import nn
from torch.nn import functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import torch_steps
from torch_steps import ADAM, ENTROPY, MOMENTUM, ORDERS, SGD, SQUARES, STEPS, array, disagreement, grid, initial

SAMPLES = 3
TIME = 4
FEATURES = 2
CLASSES = 3
TOKENS = 5
IGNORED = -1
# The bias of keys has no gradient but for rounding, which Adam with its usual epsilon would make steps of.
ADAM_EPSILON = "adam_epsilon"
DECAY = "decay"
LENGTHS = torch.tensor([[2], [4], [1]])

HEADER = """\
# {steps} training steps of {count} small networks of sequences by PyTorch {version} (Debian's python3-torch, CPU), full batch of {samples} samples.
# Written by torch_sequences.py; not edited by hand. Inputs, targets and initial parameters are exact in float32; outputs (of the
# initial parameters), losses (before each step) and final parameters are float64 results, rounded to 8 digits.
#
# case NAME OPTIMIZER LOSS
# input|target|output AXES EXTENTS NUMBERS     the first extent is the number of samples, the last that of features; one input a line
# initial|final NAME AXES EXTENTS NUMBERS     as in the module's state_dict
# losses NUMBERS
#
# Seeds are the first with which PyTorch in float32, in {orders} orders of the samples, agrees to 3e-6 of the largest element:"""


def recurrent(kind, *args, **options):
    """RNN, LSTM or GRU."""
    return getattr(nn, kind)(*args, batch_first=True, **options)


def state(hidden):
    """What is remembered: of an LSTM the state and then the cell."""
    return hidden if isinstance(hidden, tuple) else (hidden,)


class Recurrent(nn.Module):
    """A recurrent module and a head: of each step, or of the last states of the last layer."""

    def __init__(self, kind, units, last=False, lengths=False, begin=False, flip=False, **options):
        super().__init__()
        self.last, self.lengths, self.begin, self.flip, self.kind = last, lengths, begin, flip, kind
        self.rnn = recurrent(kind, FEATURES, units, **options)
        self.ways = 2 if options.get("bidirectional") else 1
        self.head = nn.Linear(units * self.ways, CLASSES)

    def forward(self, x, *others):
        others = list(others)
        if self.lengths:
            x = pack_padded_sequence(x, others.pop(0)[:, 0], batch_first=True, enforce_sorted=False)
        hidden = None
        if self.begin:
            hidden = tuple(part.unsqueeze(0).contiguous() for part in others.pop(0).split(self.rnn.hidden_size, 1))
            hidden = hidden if self.kind == "LSTM" else hidden[0]
        y, hidden = self.rnn(x.flip(1) if self.flip else x, hidden)
        if self.last:
            return self.head(torch.cat(list(state(hidden)[0][-self.ways :]), 1))
        if self.lengths:
            y, _ = pad_packed_sequence(y, batch_first=True, total_length=TIME)
        return self.head(y.flip(1) if self.flip else y)


class EncoderAndDecoder(nn.Module):
    """What one module remembers is what another begins with."""

    def __init__(self, kind, units, **options):
        super().__init__()
        self.encoder = recurrent(kind, FEATURES, units, **options)
        self.decoder = recurrent(kind, 1, units, **options)
        self.head = nn.Linear(units * (2 if options.get("bidirectional") else 1), CLASSES)

    def forward(self, x, y):
        _, hidden = self.encoder(x)
        return self.head(self.decoder(y, hidden)[0])


class Twice(nn.Module):
    """The same module on what it gave."""

    def __init__(self):
        super().__init__()
        self.rnn = recurrent("GRU", FEATURES, FEATURES)
        self.head = nn.Linear(FEATURES, CLASSES)

    def forward(self, x):
        return self.head(self.rnn(self.rnn(x)[0])[0])


class Tokens(nn.Module):
    """An embedding, a recurrent module, and logits of the tokens."""

    def __init__(self, kind, tied=False):
        super().__init__()
        self.tokens = nn.Embedding(TOKENS, 3)
        self.rnn = recurrent(kind, 3, 3)
        self.head = nn.Linear(3, TOKENS, bias=not tied)
        if tied:
            self.head.weight = self.tokens.weight

    def forward(self, x):
        return self.head(self.rnn(self.tokens(x))[0])


class RmsNorm(nn.Module):
    def __init__(self, channels, eps=1e-5):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.eps = eps

    def forward(self, x):
        return self.weight * x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps)


class Waves(nn.Module):
    """Sinusoidal positions."""

    def forward(self, x):
        time, channels = x.shape[1:]
        angles = torch.tensor([[t / 10000 ** ((c - c % 2) / channels) for c in range(channels)] for t in range(time)])
        even = torch.arange(channels) % 2 == 0
        return x + torch.where(even, angles.sin(), angles.cos()).to(x.dtype)


def chain(**modules):
    net = nn.Sequential()
    for name, module in modules.items():
        net.add_module(name, module)
    return net


def normed(norm):
    return lambda: chain(inner=nn.Linear(FEATURES, 5), norm=norm(), tanh=nn.Tanh(), head=nn.Linear(5, CLASSES))


class Attention(nn.Module):
    """Attention of a sequence, of 4 channels, to itself or to another one."""

    def __init__(self, heads, causal=False, lengths=False, memory=0):
        super().__init__()
        self.causal, self.lengths, self.memory = causal, lengths, memory
        self.inner = nn.Linear(FEATURES, 4)
        options = {"kdim": memory, "vdim": memory} if memory else {}
        self.attention = nn.MultiheadAttention(4, heads, batch_first=True, **options)
        self.head = nn.Linear(4, CLASSES)

    def forward(self, x, *others):
        others = list(others)
        x = torch.tanh(self.inner(x))
        m = others.pop(0) if self.memory else x
        behind = torch.arange(m.shape[1])[None, :] >= others.pop(0) if self.lengths else None
        after = torch.ones(TIME, TIME).triu(1).bool() if self.causal else None
        y, _ = self.attention(x, m, m, key_padding_mask=behind, attn_mask=after, need_weights=False)
        return self.head(y)


class Gpt(nn.Module):
    """Blocks with normalization first, by the names of Compositions.transformer."""

    def __init__(self, blocks, channels=4):
        super().__init__()
        self.tokens = nn.Embedding(TOKENS, channels)
        self.positions = nn.Embedding(TIME + 2, channels)
        self.blocks = nn.ModuleList(Block(channels) for _ in range(blocks))
        self.norm = nn.LayerNorm(channels)
        self.logits = nn.Linear(channels, TOKENS, bias=False)
        self.logits.weight = self.tokens.weight

    def forward(self, x):
        y = self.tokens(x) + self.positions(torch.arange(x.shape[1]))
        for block in self.blocks:
            y = block(y)
        return self.logits(self.norm(y))


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.norm1 = nn.LayerNorm(channels)
        self.attention = nn.MultiheadAttention(channels, 2, batch_first=True)
        self.norm2 = nn.LayerNorm(channels)
        self.dense1 = nn.Linear(channels, 4 * channels)
        self.dense2 = nn.Linear(4 * channels, channels)

    def forward(self, x):
        after = torch.ones(x.shape[1], x.shape[1]).triu(1).bool()
        y = self.norm1(x)
        x = x + self.attention(y, y, y, attn_mask=after, need_weights=False)[0]
        return x + self.dense2(F.gelu(self.dense1(self.norm2(x))))


class Pools(nn.Module):
    """Means, largest numbers and last steps of what is valid, its steps reversed, and a vector over and over."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(FEATURES, 2)
        self.rnn = recurrent("RNN", 8, 2)
        self.head = nn.Linear(2, CLASSES)

    def forward(self, x, lengths):
        x = torch.tanh(self.inner(x))
        pooled = []
        for sample, length in zip(x, lengths[:, 0].tolist()):
            valid = sample[:length]
            pooled.append(torch.cat([valid.mean(0), valid.max(0)[0], valid[-1], valid.flip(0)[-1]]))
        return self.head(self.rnn(torch.stack(pooled)[:, None, :].expand(-1, 3, -1))[0])


def sequence(generator, time=TIME, features=FEATURES):
    return grid(generator, (SAMPLES, time, features), 2)


def x(generator):
    return [sequence(generator)]


def with_lengths(generator):
    return [sequence(generator), LENGTHS]


def with_state(size):
    return lambda generator: [sequence(generator), grid(generator, (SAMPLES, size), 1)]


def with_lengths_and_state(size):
    return lambda generator: [sequence(generator), LENGTHS, grid(generator, (SAMPLES, size), 1)]


def with_memory(features):
    return lambda generator: [sequence(generator), sequence(generator, 3, features)]


def with_memory_and_lengths(features):
    return lambda generator: [sequence(generator), sequence(generator, 3, features), torch.clamp(LENGTHS, max=3)]


def tokens(generator):
    return [torch.randint(0, TOKENS, (SAMPLES, TIME), generator=generator)]


def few_tokens(generator):
    """Some tokens do not occur."""
    return [torch.randint(1, TOKENS - 1, (SAMPLES, TIME), generator=generator)]


BOTH = {"bidirectional": True}

CASES = {
    # One recurrent module.
    "rnn": (x, SGD, SQUARES, lambda: Recurrent("RNN", 3)),
    "rnn_relu": (x, SGD, SQUARES, lambda: Recurrent("RNN", 3, last=True, nonlinearity="relu")),
    "rnn_flipped": (x, ADAM, SQUARES, lambda: Recurrent("RNN", 3, flip=True)),
    "lstm": (x, SGD, ENTROPY, lambda: Recurrent("LSTM", 3)),
    "lstm_last": (x, MOMENTUM, ENTROPY, lambda: Recurrent("LSTM", 3, last=True)),
    "gru": (x, ADAM, ENTROPY, lambda: Recurrent("GRU", 3)),
    "gru_last": (x, SGD, SQUARES, lambda: Recurrent("GRU", 3, last=True)),
    # Both directions, and stacks.
    "rnn_both": (x, SGD, ENTROPY, lambda: Recurrent("RNN", 2, **BOTH)),
    "lstm_both": (x, ADAM, SQUARES, lambda: Recurrent("LSTM", 2, **BOTH)),
    "lstm_both_last": (x, SGD, ENTROPY, lambda: Recurrent("LSTM", 2, last=True, **BOTH)),
    "gru_both_last": (x, MOMENTUM, SQUARES, lambda: Recurrent("GRU", 2, last=True, **BOTH)),
    "rnn_stack": (x, SGD, SQUARES, lambda: Recurrent("RNN", 2, num_layers=3, nonlinearity="relu")),
    "lstm_stack": (x, SGD, ENTROPY, lambda: Recurrent("LSTM", 2, num_layers=2, **BOTH)),
    "gru_stack": (x, ADAM, SQUARES, lambda: Recurrent("GRU", 2, last=True, num_layers=2, **BOTH)),
    # States to begin with.
    "rnn_begin": (with_state(3), SGD, SQUARES, lambda: Recurrent("RNN", 3, begin=True)),
    "lstm_begin": (with_state(6), SGD, ENTROPY, lambda: Recurrent("LSTM", 3, begin=True)),
    "gru_begin": (with_state(3), ADAM, SQUARES, lambda: Recurrent("GRU", 3, begin=True, last=True)),
    "lstm_decoder": (with_memory(1), SGD, SQUARES, lambda: EncoderAndDecoder("LSTM", 2, **BOTH)),
    "gru_decoder": (with_memory(1), MOMENTUM, SQUARES, lambda: EncoderAndDecoder("GRU", 3)),
    "twice": (x, SGD, SQUARES, Twice),
    # Sequences of different lengths.
    "rnn_lengths": (with_lengths, SGD, SQUARES, lambda: Recurrent("RNN", 3, lengths=True, **BOTH)),
    "lstm_lengths": (with_lengths, SGD, ENTROPY, lambda: Recurrent("LSTM", 2, lengths=True, **BOTH)),
    "lstm_lengths_last": (with_lengths, ADAM, ENTROPY, lambda: Recurrent("LSTM", 2, lengths=True, last=True, **BOTH)),
    "gru_lengths_stack": (with_lengths, SGD, SQUARES, lambda: Recurrent("GRU", 2, lengths=True, num_layers=2, **BOTH)),
    "gru_lengths_last": (with_lengths, SGD, SQUARES, lambda: Recurrent("GRU", 3, lengths=True, last=True)),
    "lstm_lengths_begin": (
        with_lengths_and_state(6),
        SGD,
        SQUARES,
        lambda: Recurrent("LSTM", 3, lengths=True, begin=True, last=True),
    ),
    "pools": (with_lengths, SGD, SQUARES, Pools),
    # Tokens.
    "embedding": (tokens, SGD, ENTROPY, lambda: Tokens("LSTM")),
    "embedding_adam": (tokens, ADAM, ENTROPY, lambda: Tokens("GRU")),
    "embedding_momentum": (tokens, MOMENTUM, ENTROPY, lambda: Tokens("RNN")),
    "embedding_decay": (few_tokens, DECAY, ENTROPY, lambda: Tokens("GRU")),
    "embedding_few": (few_tokens, ADAM, ENTROPY, lambda: Tokens("RNN")),
    "tied": (tokens, SGD, ENTROPY, lambda: Tokens("GRU", tied=True)),
    "tied_adam": (tokens, ADAM, ENTROPY, lambda: Tokens("LSTM", tied=True)),
    # Normalization, and positions.
    "layer_norm": (x, SGD, ENTROPY, normed(lambda: nn.LayerNorm(5))),
    "rms_norm": (x, SGD, SQUARES, normed(lambda: RmsNorm(5))),
    "rms_norm_epsilon": (x, ADAM, ENTROPY, normed(lambda: RmsNorm(5, 1e-2))),
    "waves": (x, SGD, SQUARES, normed(Waves)),
    # Attention.
    "attention": (x, SGD, ENTROPY, lambda: Attention(2)),
    "attention_causal": (x, ADAM_EPSILON, SQUARES, lambda: Attention(2, causal=True)),
    "attention_one_head": (x, MOMENTUM, SQUARES, lambda: Attention(1, causal=True)),
    "attention_lengths": (with_lengths, SGD, ENTROPY, lambda: Attention(2, lengths=True)),
    "attention_causal_lengths": (with_lengths, SGD, ENTROPY, lambda: Attention(4, causal=True, lengths=True)),
    "attention_memory": (with_memory(4), SGD, ENTROPY, lambda: Attention(2, memory=4)),
    "attention_other_channels": (with_memory(3), ADAM_EPSILON, ENTROPY, lambda: Attention(2, memory=3)),
    "attention_memory_lengths": (with_memory_and_lengths(3), SGD, SQUARES, lambda: Attention(2, memory=3, lengths=True)),
    "gpt": (tokens, SGD, ENTROPY, lambda: Gpt(1)),
    "gpt_adam": (tokens, ADAM_EPSILON, ENTROPY, lambda: Gpt(2)),
}


def targets(generator, loss, inputs, y):
    """Classes of positions, of which some do not count, and none behind the end of a sample; or numbers."""
    if loss == SQUARES:
        return grid(generator, y.shape, 1)
    target = torch.randint(0, y.shape[-1], y.shape[:-1], generator=generator)
    if y.dim() > 2:
        target[0, 1] = IGNORED
        if len(inputs) > 1 and inputs[1].shape[1:] == (1,):
            target[torch.arange(TIME)[None, :] >= inputs[1]] = IGNORED
    return target


def loss_of(loss, y, target):
    if loss == SQUARES:
        return F.mse_loss(y, target)
    return F.cross_entropy(y.flatten(0, -2), target.flatten(), ignore_index=IGNORED)


def optimizer(kind, net):
    if kind == DECAY:
        return torch.optim.SGD(net.parameters(), lr=0.02, momentum=0.9, weight_decay=0.1)
    if kind == ADAM_EPSILON:
        return torch.optim.Adam(net.parameters(), lr=0.01, eps=1e-3)
    return torch_steps.optimizer(kind, net)


def cast(value, dtype):
    return value.to(dtype) if value.is_floating_point() else value


def run(make, parameters, kind, loss, inputs, target, dtype, order):
    torch.set_default_dtype(dtype)
    net = make()
    net.load_state_dict({name: cast(value, dtype) for name, value in parameters.items()})
    inputs = [cast(each, dtype)[order] for each in inputs]
    target = cast(target, dtype)[order]
    first = net(*inputs).detach()
    optim = optimizer(kind, net)
    losses = []
    for _ in range(STEPS):
        optim.zero_grad()
        value = loss_of(loss, net(*inputs), target)
        value.backward()
        losses.append(value.item())
        optim.step()
    torch.set_default_dtype(torch.float64)
    return first, losses, {k: v.to(torch.float64) for k, v in net.state_dict().items()}


def case(make_inputs, kind, loss, make):
    """The first seed whose steps float32 can follow: kinks and maxima may fall to either side."""
    for seed in range(1, 60):
        g = torch.Generator().manual_seed(seed)
        inputs = make_inputs(g)
        net = make()
        parameters = initial(net, g)
        target = targets(g, loss, inputs, net(*inputs))
        rows = list(range(SAMPLES))
        first, losses, final = run(make, parameters, kind, loss, inputs, target, torch.float64, rows)
        worst = 0
        orders = torch.Generator().manual_seed(0)
        for _ in range(ORDERS):
            order = torch.randperm(SAMPLES, generator=orders).tolist()
            _, single_losses, single = run(make, parameters, kind, loss, inputs, target, torch.float32, order)
            for name, values in final.items():
                worst = max(worst, disagreement(values, single[name]))
            for a, b in zip(losses, single_losses):
                worst = max(worst, abs(a - b) / a)
        if worst < 3e-6:
            return seed, worst, inputs, target, parameters, first, losses, final
    raise SystemExit("no seed will do")


def main():
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    done = {name: case(*each) for name, each in CASES.items()}
    print(HEADER.format(steps=STEPS, count=len(CASES), version=torch.__version__, samples=SAMPLES, orders=ORDERS))
    for name, (seed, worst, *_) in done.items():
        print(f"#   {name}: seed {seed}, float32 differs by {worst:.1e}")
    for name, (_, _, inputs, target, parameters, first, losses, final) in done.items():
        print(f"\ncase {name} {CASES[name][1]} {CASES[name][2]}")
        for each in inputs:
            print("input", array(each, ".12g"))
        print("target", array(target, ".12g"))
        print("output", array(first, ".8g"))
        for key, value in parameters.items():
            print("initial", key, array(value, ".12g"))
        for key, value in final.items():
            print("final", key, array(value, ".8g"))
        print("losses", *[format(v, ".8g") for v in losses])


if __name__ == "__main__":
    main()
