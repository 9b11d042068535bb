package dev.lanewise.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.junit.jupiter.api.Test;

/**
 * No vector crosses a call to a method of ours or lies in a field. It would be allocated whenever
 * C2 does not inline that call, and what C2 inlines depends on everything around it.
 */
final class VectorsStayLocalTest {

  @Test
  void noMethodTakesOrReturnsVectors() {
    List<String> offenders =
        ModuleClasses.all().stream()
            .flatMap(type -> Stream.of(type.getDeclaredMethods()))
            .filter(VectorsStayLocalTest::mentionsVectors)
            .map(Method::toString)
            .toList();
    assertEquals(List.of(), offenders);
  }

  @Test
  void noFieldHoldsVectors() {
    List<String> offenders =
        ModuleClasses.all().stream()
            .flatMap(type -> Stream.of(type.getDeclaredFields()))
            .filter(field -> isVector(field.getType()))
            .map(Field::toString)
            .toList();
    assertEquals(List.of(), offenders);
  }

  private static boolean mentionsVectors(Method method) {
    return isVector(method.getReturnType())
        || Stream.of(method.getParameterTypes()).anyMatch(VectorsStayLocalTest::isVector);
  }

  private static boolean isVector(Class<?> type) {
    return Vector.class.isAssignableFrom(type)
        || VectorMask.class.isAssignableFrom(type)
        || VectorShuffle.class.isAssignableFrom(type);
  }
}
