package dev.lanewise.examples.cli;

import dev.lanewise.SettingException;
import dev.lanewise.text.TextSource;
import dev.lanewise.text.Tokenizer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say how a text is learnt from. */
final class TextOptions {

  @Option(
      names = "--tokens",
      paramLabel = "NAME",
      converter = TokenChoice.Converter.class,
      description =
          "What a text is cut into: ${COMPLETION-CANDIDATES} (of bytes that often follow each other;"
              + " default: characters).")
  private Optional<TokenChoice> tokens;

  @Option(
      names = "--vocabulary",
      paramLabel = "COUNT",
      converter = Numbers.Positive.class,
      description =
          "How many different words or pairs, single bytes included (default: 10000 words, 1000"
              + " pairs).")
  private Optional<Integer> vocabulary;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      converter = Numbers.Positive.class,
      description =
          "Tokens of a training sample; gpt never looks back further (default: 100; of gpt 64).")
  private Optional<Integer> context;

  int context(int usual) {
    return context.orElse(usual);
  }

  /** Learns what the tokens of a text are. */
  Tokenizer tokenizer(TextSource text) {
    TokenChoice choice = tokens.orElse(TokenChoice.CHARACTERS);
    if (choice == TokenChoice.CHARACTERS && vocabulary.isPresent()) {
      throw new SettingException(
          "--vocabulary belongs to --tokens words and pairs; all characters of a text are tokens. Leave it out.");
    }
    return choice.train(text, vocabulary.orElse(choice.defaultSize()));
  }

  /**
   * Refuses options that say nothing about other data.
   *
   * @throws SettingException if there are such
   */
  void refuse(String data) {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--tokens", tokens.isPresent());
    given.put("--vocabulary", vocabulary.isPresent());
    given.put("--context", context.isPresent());
    given.forEach((option, isThere) -> {
      if (isThere) {
        throw new SettingException(
            "%1$s belongs to a text; '%2$s' is none. Leave %1$s out, or name a text with --data and a network for it with --network."
                .formatted(option, data));
      }
    });
  }
}
