package dev.lanewise.bench.compare;

import static org.bytedeco.pytorch.global.torch.embedding;
import static org.bytedeco.pytorch.global.torch.gelu;
import static org.bytedeco.pytorch.global.torch.layer_norm;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.scaled_dot_product_attention;

import dev.lanewise.bench.Networks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/**
 * The transformer as the fastest programs write it: queries, keys and values of a block by one
 * product, and PyTorch's fused attention.
 */
final class TorchGpt implements TorchLanguageModel {
  private static final TensorOptional NONE = new TensorOptional();
  private static final DoubleOptional USUAL_SCALE = new DoubleOptional();
  private static final double EPSILON = 1e-5;

  private final Tensor table;
  private final Tensor positions;
  private final List<Block> blocks = new ArrayList<>();
  private final Norm norm;
  private final Linear logits;
  private final List<Tensor> parameters;

  TorchGpt(TorchParameters from) {
    table = from.plain("embedding.weight");
    positions = from.plain("positions.weight");
    for (int i = 0; i < Networks.BLOCKS; i++) {
      blocks.add(Block.of(from, i + "."));
    }
    norm = Norm.of(from, "norm");
    logits = Linear.of(from, "logits");
    parameters = from.all();
  }

  @Override
  public boolean isTimeMajor() {
    return false;
  }

  @Override
  public List<Tensor> parameters() {
    return parameters;
  }

  @Override
  public Tensor forward(Tensor tokens) {
    Tensor x = embedding(table, tokens).add(positions);
    for (Block block : blocks) {
      x = block.forward(x);
    }
    return scores(x);
  }

  Tensor scores(Tensor x) {
    return logits.forward(norm.forward(x));
  }

  Tensor table() {
    return table;
  }

  Tensor positions() {
    return positions;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** A linear layer. */
  record Linear(Tensor weight, TensorOptional bias) {
    static Linear of(TorchParameters from, String node) {
      return new Linear(
          from.weight(node + ".weight"), new TensorOptional(from.plain(node + ".bias")));
    }

    Tensor forward(Tensor x) {
      return linear(x, weight, bias);
    }
  }

  /** Layer normalization. */
  record Norm(long[] sizes, TensorOptional gamma, TensorOptional beta) {
    static Norm of(TorchParameters from, String node) {
      Tensor gamma = from.plain(node + ".gamma");
      return new Norm(
          new long[] {gamma.size(0)},
          new TensorOptional(gamma),
          new TensorOptional(from.plain(node + ".beta")));
    }

    Tensor forward(Tensor x) {
      return layer_norm(x, sizes, gamma, beta, EPSILON, true);
    }
  }

  /** A block; {@code joint} gives queries, keys and values. */
  record Block(Norm norm1, Linear joint, Linear output, Norm norm2, Linear dense1, Linear dense2) {
    static Block of(TorchParameters from, String block) {
      String name = block + "attention.";
      Tensor weight =
          from.joined(name + "query_weight", name + "key_weight", name + "value_weight");
      Tensor bias = from.joined(name + "query_bias", name + "key_bias", name + "value_bias");
      Linear output =
          new Linear(
              from.weight(name + "output_weight"),
              new TensorOptional(from.plain(name + "output_bias")));
      return new Block(
          Norm.of(from, block + "norm1"),
          new Linear(weight, new TensorOptional(bias)),
          output,
          Norm.of(from, block + "norm2"),
          Linear.of(from, block + "dense1"),
          Linear.of(from, block + "dense2"));
    }

    Tensor forward(Tensor x) {
      TensorVector parts = parts(x);
      Tensor heard = attention(heads(parts.get(0)), heads(parts.get(1)), heads(parts.get(2)), true);
      return rest(x, heard);
    }

    /** The same for a token behind those whose keys and values are there; adds its own. */
    Tensor step(Tensor x, Tensor keys, Tensor values, int count) {
      TensorVector parts = parts(x);
      keys.narrow(2, count, 1).copy_(heads(parts.get(1)));
      values.narrow(2, count, 1).copy_(heads(parts.get(2)));
      Tensor heard =
          attention(
              heads(parts.get(0)),
              keys.narrow(2, 0, count + 1),
              values.narrow(2, 0, count + 1),
              false);
      return rest(x, heard);
    }

    private TensorVector parts(Tensor x) {
      return joint.forward(norm1.forward(x)).chunk(3, 2);
    }

    private Tensor rest(Tensor x, Tensor heard) {
      Tensor y = x.add(output.forward(heard));
      return y.add(dense2.forward(gelu(dense1.forward(norm2.forward(y)))));
    }

    private static Tensor attention(Tensor query, Tensor key, Tensor value, boolean causal) {
      return scaled_dot_product_attention(query, key, value, NONE, 0, causal, USUAL_SCALE, false)
          .transpose(1, 2)
          .flatten(2, 3);
    }

    private static Tensor heads(Tensor x) {
      return x.view(x.size(0), x.size(1), Networks.HEADS, -1).transpose(1, 2);
    }
  }
}
