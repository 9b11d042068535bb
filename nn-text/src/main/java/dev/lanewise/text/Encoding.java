package dev.lanewise.text;

import java.util.function.IntConsumer;

/** Turns texts into tokens, one text after the other. Belongs to one thread. */
interface Encoding {

  /** Encodes a text from its start to its end. */
  void encode(CodePoints text);

  /** That of a tokenizer, for somebody who takes the tokens. */
  static Encoding of(Tokenizer tokenizer, IntConsumer tokens) {
    return switch (tokenizer) {
      case CharacterTokenizer characters -> text -> characters.encode(text, tokens);
      case WordTokenizer words ->
          text -> new WordCut(word -> tokens.accept(words.token(word))).all(text);
      case BytePairTokenizer pairs -> {
        PairEncoding encoding = new PairEncoding(pairs.ranks(), tokens);
        yield text -> new PhraseCut(encoding::encode).all(text);
      }
    };
  }
}
