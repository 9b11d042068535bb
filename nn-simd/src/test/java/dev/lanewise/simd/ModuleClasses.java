package dev.lanewise.simd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The classes of this module, without its tests. */
final class ModuleClasses {
  private static final String VECTORS = "jdk/incubator/vector/";

  private ModuleClasses() {}

  static List<Class<?>> all() {
    return files().stream().<Class<?>>map(ModuleClasses::load).toList();
  }

  /** The methods that compute with vectors, named as in {@link CompilationLog}. */
  static Set<String> vectorMethods() {
    Set<String> names = new TreeSet<>();
    for (Path file : files()) {
      ClassModel type = parse(file);
      String prefix = type.thisClass().asInternalName().replace('/', '.') + "::";
      for (MethodModel method : type.methods()) {
        Optional<CodeAttribute> code = method.findAttribute(Attributes.code());
        if (code.filter(ModuleClasses::computesWithVectors).isPresent()) {
          String size = " (" + code.get().codeLength() + " bytes)";
          names.add(prefix + method.methodName().stringValue() + size);
        }
      }
    }
    return names;
  }

  /** Calls on a species alone, such as for its length, are no vector code. */
  private static boolean computesWithVectors(CodeAttribute code) {
    return code.elementStream()
        .filter(InvokeInstruction.class::isInstance)
        .map(element -> ((InvokeInstruction) element).owner().asInternalName())
        .anyMatch(owner -> owner.startsWith(VECTORS) && !owner.equals(VECTORS + "VectorSpecies"));
  }

  private static List<Path> files() {
    try {
      Path root =
          Path.of(SimdKernels.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve("dev/lanewise/simd"))) {
        return files
            .filter(file -> file.toString().endsWith(".class"))
            .filter(file -> !file.endsWith("package-info.class"))
            .toList();
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ClassModel parse(Path file) {
    try {
      return ClassFile.of().parse(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(Path file) {
    try {
      return Class.forName(parse(file).thisClass().asInternalName().replace('/', '.'));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
