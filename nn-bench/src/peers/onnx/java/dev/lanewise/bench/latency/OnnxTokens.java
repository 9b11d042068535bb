package dev.lanewise.bench.latency;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.lanewise.bench.Networks;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Measures how long ONNX Runtime takes for a token, on one thread. Token, position and scores are
 * tensors over buffers that are used again and again. What is remembered never comes to Java: a
 * call's outputs are the next one's inputs.
 */
final class OnnxTokens implements TokenReader {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<String> memories;
  private final Map<String, OnnxTensorLike> beginning = new HashMap<>();
  private final Map<String, OnnxTensorLike> inputs = new HashMap<>();
  private final LongBuffer token = bytes(Long.BYTES).asLongBuffer();
  private final LongBuffer position = bytes(Long.BYTES).asLongBuffer();
  private final FloatBuffer scoresBuffer = bytes(Float.BYTES * Networks.TOKENS).asFloatBuffer();
  private final Map<String, OnnxTensor> pinned;
  private final Set<String> requested;
  private Optional<Result> last = Optional.empty();
  private long count;

  private OnnxTokens(TokenRequest request) throws OrtException {
    boolean gpt = request.network().equals("gpt");
    byte[] file = gpt ? OnnxSteps.gpt(request.model()) : OnnxSteps.lstm(request.model());
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      session = environment.createSession(file, options);
    }
    memories = OnnxSteps.memories(request.network());
    int channels = Networks.channels(request.network());
    long[] sizes =
        gpt
            ? new long[] {Networks.HEADS, 0, channels / Networks.HEADS}
            : new long[] {1, 1, channels};
    for (String memory : memories) {
      FloatBuffer zeros = bytes(gpt ? 0 : Float.BYTES * channels).asFloatBuffer();
      beginning.put(memory, OnnxTensor.createTensor(environment, zeros, sizes));
    }
    long[] one = gpt ? new long[] {1} : new long[] {1, 1};
    inputs.put(OnnxSteps.TOKEN, OnnxTensor.createTensor(environment, token, one));
    if (gpt) {
      inputs.put(OnnxSteps.POSITION, OnnxTensor.createTensor(environment, position, one));
    }
    pinned =
        Map.of(
            OnnxSteps.SCORES,
            OnnxTensor.createTensor(environment, scoresBuffer, new long[] {1, Networks.TOKENS}));
    requested = memories.stream().map(OnnxSteps::next).collect(Collectors.toSet());
    restart();
  }

  private static ByteBuffer bytes(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  /** Takes the name of a network. */
  public static void main(String[] args) throws OrtException {
    TokenRequest request = new TokenRequest(args[0]);
    OnnxTokens reader = new OnnxTokens(request);
    reader.check(request);
    LatencyMeasurement.run(request, reader.over(request));
  }

  @Override
  public void restart() {
    inputs.putAll(beginning);
    last.ifPresent(Result::close);
    last = Optional.empty();
    count = 0;
  }

  @Override
  public void read(int next, float[] scores) {
    token.put(0, next);
    position.put(0, count);
    try {
      Result result = session.run(inputs, requested, pinned);
      for (String memory : memories) {
        inputs.put(memory, (OnnxTensor) result.get(OnnxSteps.next(memory)).orElseThrow());
      }
      last.ifPresent(Result::close);
      last = Optional.of(result);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
    scoresBuffer.get(0, scores);
    count++;
  }
}
