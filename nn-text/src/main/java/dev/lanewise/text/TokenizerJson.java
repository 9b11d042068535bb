package dev.lanewise.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes tokenizers as JSON; {@link TokenizerReader} reads them. */
final class TokenizerJson {
  static final String FORMAT = "lanewise.tokenizer";
  static final int VERSION = 1;
  static final String CHARACTERS = "characters";
  static final String WORDS = "words";
  static final String MERGES = "merges";

  private static final int MOST_CHARACTERS = 1 << 26;
  private static final int MOST_VALUES = 1 << 20;
  private static final int LONGEST_TEXT = 1 << 22;
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_NUMBER = 16;
  private static final int DEPTH = 2;

  private TokenizerJson() {}

  /** A factory whose parsers are strict and give up on texts that are too deep or too long. */
  static JsonFactory factory() {
    return new JsonFactoryBuilder()
        .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MOST_CHARACTERS)
                .maxTokenCount(MOST_VALUES)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNestingDepth(DEPTH)
                .build())
        .build();
  }

  static String write(Tokenizer tokenizer) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeNumberField("version", VERSION);
      writeContent(json, tokenizer);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void writeContent(JsonGenerator json, Tokenizer tokenizer) throws IOException {
    switch (tokenizer) {
      case CharacterTokenizer characters ->
          json.writeStringField(CHARACTERS, characters.characters());
      case WordTokenizer words -> {
        json.writeArrayFieldStart(WORDS);
        for (String word : words.words().subList(1, words.size())) {
          json.writeString(word);
        }
        json.writeEndArray();
      }
      case BytePairTokenizer pairs -> {
        json.writeArrayFieldStart(MERGES);
        for (int token : pairs.ranks().merges()) {
          json.writeNumber(token);
        }
        json.writeEndArray();
      }
    }
  }

  /** Tells tokenizers apart. */
  static int checksum(Tokenizer tokenizer) {
    CRC32C checksum = new CRC32C();
    checksum.update(write(tokenizer).getBytes(StandardCharsets.UTF_8));
    return (int) checksum.getValue();
  }
}
