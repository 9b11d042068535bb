package dev.lanewise.files;

import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.util.stream.Stream;

/** Model files with right checksums, whose layers for sequences have settings that cannot be. */
final class SequenceCases implements HostileFiles {
  private static final String RECURRENCE =
      "'units':2,'direction':'forward','output':'sequence','lengths':false,'initial_state':false,'carried_rows':0}";
  private static final String LSTM = "{'type':'lstm'," + RECURRENCE;
  private static final String GRU = "{'type':'gru','reset_after':true," + RECURRENCE;
  private static final String RNN =
      "{'type':'simple_rnn','activation':'tanh','alpha':0," + RECURRENCE;
  private static final String ATTENTION =
      "{'type':'multi_head_attention','heads':2,'causal':false,'memory':false,'lengths':false}";
  private static final String SEQUENCE = "[5,4]";
  private static final String VECTOR = "[5]";

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(sound(), recurrent(), attention(), tokens(), moving(), initializers())
        .flatMap(cases -> cases);
  }

  /** Without tensors, a network with parameters is refused; those without are accepted. */
  private static Stream<HostileCase> sound() {
    return Stream.concat(
        Stream.of(LSTM, GRU, RNN, ATTENTION).map(layer -> refused(SEQUENCE, layer)),
        Stream.of(
            accepted(SEQUENCE, "{'type':'sinusoidal_positions'}"),
            accepted(SEQUENCE, "{'type':'reverse_time'}"),
            accepted(SEQUENCE, "{'type':'pool_over_time','kind':'max'}"),
            accepted(VECTOR, "{'type':'repeat_vector','times':3}")));
  }

  private static Stream<HostileCase> recurrent() {
    Stream<HostileCase> common =
        Stream.of(LSTM, GRU, RNN)
            .flatMap(layer ->
                Stream.of(
                    layer.replace("'units':2", "'units':0"),
                    layer.replace("'units':2", "'units':-2147483648"),
                    layer.replace("'units':2", "'units':2147483647"),
                    layer.replace("'units':2", "'units':20000"),
                    layer.replace("'units':2", "'units':2.0"),
                    layer.replace("'units':2,", ""),
                    layer.replace("'forward'", "'backward'"),
                    layer.replace("'forward'", "'FORWARD'"),
                    layer.replace("'forward'", "0"),
                    layer.replace("'direction':'forward',", ""),
                    layer.replace("'sequence'", "'all'"),
                    layer.replace("'sequence'", "null"),
                    layer.replace("'lengths':false", "'lengths':true"),
                    layer.replace("'lengths':false", "'lengths':0"),
                    layer.replace("'lengths':false,", ""),
                    layer.replace("'initial_state':false,'carried_rows':0", "'initial_state':true"),
                    layer.replace("'initial_state':false,'carried_rows':0", "'initial_state':'no'"),
                    layer.replace("}", ",'layers':2}")))
            .map(layer -> refused(SEQUENCE, layer));
    Stream<HostileCase> own =
        Stream.of(
                RNN.replace("'tanh'", "'gelu'"),
                RNN.replace("'tanh'", "'sinus'"),
                RNN.replace("'activation':'tanh',", ""),
                LSTM.replace("}", ",'reset_after':true}"),
                LSTM.replace("}", ",'activation':'tanh','alpha':0}"),
                GRU.replace("'reset_after':true", "'reset_after':1"),
                GRU.replace("'reset_after':true,", ""))
            .map(layer -> refused(SEQUENCE, layer));
    return Stream.of(
            common,
            own,
            Stream.of(LSTM, GRU, RNN).map(layer -> refused(VECTOR, layer)),
            Stream.of(LSTM, GRU, RNN).map(layer -> refused("[5,5,4]", layer)),
            Stream.of(LSTM, GRU, RNN).map(layer -> refused("[2147483647,1]", layer)))
        .flatMap(cases -> cases);
  }

  private static Stream<HostileCase> attention() {
    return Stream.of(
            ATTENTION.replace("'heads':2", "'heads':0"),
            ATTENTION.replace("'heads':2", "'heads':3"),
            ATTENTION.replace("'heads':2", "'heads':2147483647"),
            ATTENTION.replace("'heads':2,", ""),
            ATTENTION.replace("'causal':false", "'causal':null"),
            ATTENTION.replace("'causal':false", "'causal':1"),
            ATTENTION.replace("'memory':false", "'memory':true"),
            ATTENTION.replace("'causal':false,'memory':false", "'causal':true,'memory':true"),
            ATTENTION.replace("'lengths':false", "'lengths':true"),
            ATTENTION.replace(",'lengths':false", ""),
            ATTENTION.replace("}", ",'bias':true}"))
        .map(layer -> refused(SEQUENCE, layer));
  }

  private static Stream<HostileCase> tokens() {
    String embedding = "{'type':'embedding','tokens':7,'channels':3}";
    return Stream.concat(
        Stream.of(
                embedding,
                embedding.replace("7", "0"),
                embedding.replace("7", "16777217"),
                embedding.replace("7", "2147483647"),
                embedding.replace("3", "0"),
                embedding.replace("3", "2147483647"),
                embedding.replace("7", "16777216").replace("3", "127"),
                embedding.replace(",'channels':3", ""),
                embedding.replace("}", ",'padding':0}"),
                "{'type':'unembedding','tokens':0}",
                "{'type':'unembedding','tokens':2147483647}",
                "{'type':'unembedding'}",
                "{'type':'repeat_vector','times':0}",
                "{'type':'repeat_vector','times':2147483647}",
                "{'type':'repeat_vector','times':'3'}",
                "{'type':'repeat_vector'}")
            .map(layer -> refused(VECTOR, layer)),
        Stream.of(
                embedding,
                "{'type':'learned_positions','context':0}",
                "{'type':'learned_positions','context':4}",
                "{'type':'learned_positions','context':2147483647}",
                "{'type':'learned_positions'}",
                "{'type':'repeat_vector','times':3}")
            .map(layer -> refused(SEQUENCE, layer)));
  }

  private static Stream<HostileCase> moving() {
    return Stream.concat(
        Stream.of(
                "{'type':'sinusoidal_positions','longest':100}",
                "{'type':'reverse_time','lengths':true}",
                "{'type':'pool_over_time'}",
                "{'type':'pool_over_time','kind':'sum'}",
                "{'type':'pool_over_time','kind':1}",
                "{'type':'pool_over_time','kind':'max','size':2}",
                "{'type':'rms_norm'}",
                "{'type':'rms_norm','epsilon':0}",
                "{'type':'rms_norm','epsilon':-0.1}",
                "{'type':'rms_norm','epsilon':1e99}",
                "{'type':'rms_norm','epsilon':0.1,'beta':true}")
            .map(layer -> refused(SEQUENCE, layer)),
        Stream.of(
                "{'type':'sinusoidal_positions'}",
                "{'type':'reverse_time'}",
                "{'type':'pool_over_time','kind':'last'}")
            .map(layer -> refused(VECTOR, layer)));
  }

  private static Stream<HostileCase> initializers() {
    return Stream.of(
            "{'type':'normal'}",
            "{'type':'normal','deviation':0}",
            "{'type':'normal','deviation':-1}",
            "{'type':'normal','deviation':1e999}",
            "{'type':'normal','deviation':null}",
            "{'type':'normal','deviation':1,'mean':0}",
            "{'type':'uniform','deviation':1}",
            "null")
        .map(initializer ->
            refused(
                SEQUENCE,
                "{'type':'unembedding','tokens':2,'weight_initializer':" + initializer + "}"));
  }

  private static HostileCase accepted(String shape, String layer) {
    return of(shape, layer, Expected.ACCEPTED);
  }

  private static HostileCase refused(String shape, String layer) {
    return of(shape, layer, Expected.REFUSED);
  }

  private static HostileCase of(String shape, String layer, Expected expected) {
    String network =
        "{'inputs':[{'name':'in','shape':%s}],'nodes':[{'name':'n','operation':%s,'from':['in']}],'outputs':['n']}"
            .formatted(shape, layer)
            .replace('\'', '"');
    byte[] file = RawFile.of(RawFile.model(network, "{}", ""), 0);
    return HostileCase.of("sequence layer", shape + layer, file, ModelFile::load, expected);
  }
}
