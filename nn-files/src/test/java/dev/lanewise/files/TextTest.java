package dev.lanewise.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void escapesWhatATerminalWouldObey() {
    assertEquals("'a\\u001b[2J\\u202e\\u2028\\u000ab'", Text.quoted("a\u001b[2J\u202e\u2028\nb"));
  }

  @Test
  void keepsTheCauseAndTheEndOfThePath() {
    String path = "/long".repeat(100) + "/model.safetensors";
    String denied = Text.cause(new AccessDeniedException(path));
    assertTrue(denied.startsWith("AccessDeniedException: /long"), denied);
    assertTrue(denied.endsWith("/model.safetensors"), denied);
    String full = Text.cause(new FileSystemException(path, null, "No space left on device"));
    assertTrue(full.endsWith("/model.safetensors: No space left on device"), full);
    assertTrue(full.length() < 200, full);
  }
}
