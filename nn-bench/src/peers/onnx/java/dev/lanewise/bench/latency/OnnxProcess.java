package dev.lanewise.bench.latency;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.lanewise.Shape;
import dev.lanewise.nn.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Measures ONNX Runtime's predictions on one thread, from array to array through direct buffers
 * that are used again and again. A tensor over such a buffer is made for each call, which is what
 * most programs do, or just once, for the output too, which is the fastest.
 */
final class OnnxProcess {
  /** As a share of the largest output. */
  private static final float TOLERANCE = 1e-5f;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final long[] inputShape;
  private final long[] outputShape;
  private final float[] input;
  private final float[] output;
  private final FloatBuffer inputBuffer;
  private final FloatBuffer outputBuffer;

  private OnnxProcess(Request request) throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      session =
          environment.createSession(OnnxModel.of(request.model(), request.samples()), options);
    }
    input = request.input();
    output = PredictorCalls.output(request);
    inputBuffer = direct(input.length);
    outputBuffer = direct(output.length);
    Network network = request.model().network();
    inputShape = shape(request, network.input());
    outputShape = shape(request, network.output());
  }

  private static long[] shape(Request request, Shape sample) {
    return OnnxModel.sizes(request.samples(), sample).stream()
        .mapToLong(Integer::longValue)
        .toArray();
  }

  private static FloatBuffer direct(int size) {
    return ByteBuffer.allocateDirect(Float.BYTES * size)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Takes the words of a request, and whether tensors are made once. */
  public static void main(String[] args) throws OrtException {
    Request request = Request.of(args);
    OnnxProcess process = new OnnxProcess(request);
    Runnable call = Boolean.parseBoolean(args[2]) ? process.reusing() : process::predict;
    call.run();
    process.check(request);
    LatencyMeasurement.run(request, call);
  }

  private void predict() {
    inputBuffer.put(0, input);
    try (OnnxTensor x = OnnxTensor.createTensor(environment, inputBuffer, inputShape);
        Result result = session.run(Map.of(OnnxModel.INPUT, x))) {
      ((OnnxTensor) result.get(0)).getFloatBuffer().get(output);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private Runnable reusing() throws OrtException {
    OnnxTensor x = OnnxTensor.createTensor(environment, inputBuffer, inputShape);
    OnnxTensor y = OnnxTensor.createTensor(environment, outputBuffer, outputShape);
    Map<String, OnnxTensor> inputs = Map.of(OnnxModel.INPUT, x);
    Map<String, OnnxTensor> outputs = Map.of(OnnxModel.OUTPUT, y);
    return () -> {
      inputBuffer.put(0, input);
      try (Result _ = session.run(inputs, outputs)) {
        outputBuffer.get(0, output);
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** Compares with Lanewise's outputs. */
  private void check(Request request) {
    float[] expected = PredictorCalls.output(request);
    PredictorCalls.of(request, input, expected).run();
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(output[i] - expected[i]) <= TOLERANCE * largest)) {
        throw new IllegalStateException(
            "%s: expected %s at output %d; found %s".formatted(request, expected[i], i, output[i]));
      }
    }
  }
}
