package dev.lanewise.files;

import dev.lanewise.hostile.HostileCase;
import dev.lanewise.hostile.HostileCase.Expected;
import dev.lanewise.hostile.HostileFiles;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Model files with right checksums, whose layers for images have settings that cannot be. */
final class LayerCases implements HostileFiles {
  private static final int MANY = 9_000;

  private static final String CONV =
      "{'type':'conv2d','units':4,'kernel':[3,3],'stride':[1,1],'padding':[1,1,1,1],'dilation':[1,1],'groups':1,'bias':true,'activation':'relu','alpha':0}";
  private static final String MAX =
      "{'type':'max_pool2d','kernel':[2,2],'stride':[1,1],'padding':[1,1,1,1],'dilation':[1,1],'ceiling':false}";
  private static final String AVERAGE =
      "{'type':'average_pool2d','kernel':[2,2],'stride':[1,1],'padding':[1,1,1,1],'counts_border':true,'ceiling':false}";
  private static final String NORM = "{'type':'batch_norm','rate':0.5,'epsilon':0.25}";

  @Override
  public Stream<HostileCase> all() {
    return Stream.of(sound(), extents(), paddings(), words(), others(), moving(), slow())
        .flatMap(cases -> cases);
  }

  /** Without tensors, a network with parameters is refused for these; one without is accepted. */
  private static Stream<HostileCase> sound() {
    return Stream.of(
        of(MAX, Expected.ACCEPTED),
        of(AVERAGE, Expected.ACCEPTED),
        of("{'type':'global_average_pool'}", Expected.ACCEPTED),
        of("{'type':'global_max_pool'}", Expected.ACCEPTED),
        of(CONV, Expected.REFUSED),
        of(NORM, Expected.REFUSED));
  }

  private static Stream<HostileCase> extents() {
    return Stream.of(
            "[]",
            "[2]",
            "[2,2,2]",
            "[0,2]",
            "[2,-1]",
            "[2.0,2]",
            "['2',2]",
            "[null,2]",
            "[2147483648,2]",
            "[9,2]",
            "[2147483647,2147483647]",
            "2",
            "null",
            "'2'",
            "{}")
        .flatMap(extent -> with("'kernel':[2,2]", "'kernel':" + extent));
  }

  private static Stream<HostileCase> paddings() {
    return Stream.of(
            "'full'",
            "''",
            "'Valid'",
            "7",
            "null",
            "{}",
            "[1]",
            "[1,1]",
            "[1,1,1]",
            "[1,1,1,1,1]",
            "[1,1,-1,1]",
            "[1,1,1.5,1]",
            "[2,2,2,2]",
            "[2147483648,1,1,1]",
            "[2147483647,2147483647,2147483647,2147483647]",
            "[1,1000000000,1,1000000000]",
            "[1,1,2147483640,1]")
        .flatMap(padding -> with("'padding':[1,1,1,1]", "'padding':" + padding));
  }

  private static Stream<HostileCase> words() {
    return Stream.of("1", "0", "null", "'true'", "[true]", "{}")
        .flatMap(word -> with("'ceiling':false", "'ceiling':" + word));
  }

  private static Stream<HostileCase> others() {
    return Stream.of(
            MAX.replace("'dilation':[1,1]", "'dilation':[9,9]"),
            MAX.replace("'dilation':[1,1]", "'dilation':[2147483647,2147483647]"),
            MAX.replace("'stride':[1,1],", ""),
            MAX.replace("}", ",'more':1}"),
            AVERAGE.replace("'counts_border':true", "'counts_border':2"),
            CONV.replace("'groups':1", "'groups':3"),
            CONV.replace("'groups':1", "'groups':0"),
            CONV.replace("'units':4", "'units':0"),
            CONV.replace("'units':4", "'units':2147483647"),
            CONV.replace("'bias':true", "'bias':null"),
            CONV.replace("'bias':true,", ""),
            "{'type':'global_max_pool','axis':1}",
            NORM.replace("0.5", "1.5"),
            NORM.replace("0.5", "-0.5"),
            NORM.replace("0.25", "0"),
            NORM.replace("0.25", "1e999"),
            NORM.replace("0.25", "'1'"),
            NORM.replace(",'epsilon':0.25", ""),
            "{'type':'layer_norm'}",
            "{'type':'layer_norm','epsilon':0}",
            "{'type':'layer_norm','epsilon':0.1,'groups':1}",
            "{'type':'group_norm','groups':0,'epsilon':0.1}",
            "{'type':'group_norm','groups':3,'epsilon':0.1}",
            "{'type':'group_norm','groups':2147483647,'epsilon':0.1}",
            "{'type':'group_norm','groups':2,'epsilon':-1}",
            "{'type':'group_norm','epsilon':0.1}")
        .map(layer -> of(layer, Expected.REFUSED));
  }

  /** Layers that only move numbers. */
  private static Stream<HostileCase> moving() {
    Stream<HostileCase> accepted =
        Stream.of(
                "{'type':'reshape','shape':[10,-1]}",
                "{'type':'permute','axes':[2,1,0]}",
                "{'type':'zero_pad2d','pixels':[0,1,2,3]}",
                "{'type':'crop2d','pixels':[0,1,2,1]}",
                "{'type':'up_sample2d','factor':[10000,1000],'mode':'bilinear'}",
                "{'type':'spatial_dropout','rate':0.5}")
            .map(layer -> of(layer, Expected.ACCEPTED));
    Stream<HostileCase> refused =
        Stream.of(
                "{'type':'reshape','shape':[]}",
                "{'type':'reshape','shape':[-1,-1]}",
                "{'type':'reshape','shape':[0,-1]}",
                "{'type':'reshape','shape':[-2,50]}",
                "{'type':'reshape','shape':[7,-1]}",
                "{'type':'reshape','shape':[99]}",
                "{'type':'reshape','shape':[100.0]}",
                "{'type':'reshape','shape':[65536,65536,65536,-1]}",
                "{'type':'reshape','shape':[1,1,1,1,1,1,1,1,100]}",
                "{'type':'reshape','shape':[" + "1,".repeat(100_000) + "100]}",
                "{'type':'reshape','shape':'flat'}",
                "{'type':'reshape'}",
                "{'type':'permute','axes':[]}",
                "{'type':'permute','axes':[0,1]}",
                "{'type':'permute','axes':[0,1,1]}",
                "{'type':'permute','axes':[1,2,3]}",
                "{'type':'permute','axes':[0,1,2,3]}",
                "{'type':'permute','axes':[-1,0,1]}",
                "{'type':'permute','axes':[2147483647,0,1]}",
                "{'type':'permute','axes':{}}",
                "{'type':'zero_pad2d','pixels':[0,1,2]}",
                "{'type':'zero_pad2d','pixels':[0,1,2,-1]}",
                "{'type':'zero_pad2d','pixels':[2147483647,2147483647,0,0]}",
                "{'type':'zero_pad2d','pixels':[50000,0,50000,0]}",
                "{'type':'crop2d','pixels':[2,3,0,0]}",
                "{'type':'crop2d','pixels':[0,0,2147483647,2147483647]}",
                "{'type':'crop2d','pixels':[-1,0,0,0]}",
                "{'type':'up_sample2d','factor':[0,1],'mode':'nearest'}",
                "{'type':'up_sample2d','factor':[2,2],'mode':'cubic'}",
                "{'type':'up_sample2d','factor':[2147483647,1],'mode':'nearest'}",
                "{'type':'up_sample2d','factor':[20000,20000],'mode':'nearest'}",
                "{'type':'up_sample2d','factor':2,'mode':'nearest'}",
                "{'type':'spatial_dropout','rate':1}",
                "{'type':'spatial_dropout'}")
            .map(layer -> of(layer, Expected.REFUSED));
    return Stream.concat(accepted, refused);
  }

  /** Whatever their numbers are, layers cost no time to speak of. */
  private static Stream<HostileCase> slow() {
    String wide =
        "{'type':'max_pool2d','kernel':[100000000,1],'stride':[1,1],'padding':[99999999,99999999,0,0],'dilation':[1,1],'ceiling':true}";
    return Stream.of(wide, wide.replace("'stride':[1,1]", "'stride':[3,1]"))
        .map(layer -> {
          String nodes =
              IntStream.range(0, MANY)
                  .mapToObj(i -> node("n" + i, layer, "in"))
                  .collect(Collectors.joining(","));
          String outputs =
              IntStream.range(0, MANY)
                  .mapToObj(i -> "'n" + i + "'")
                  .collect(Collectors.joining(","));
          return file("many: " + layer, nodes, outputs, Expected.ACCEPTED);
        });
  }

  private static Stream<HostileCase> with(String old, String changed) {
    return Stream.of(MAX, AVERAGE)
        .filter(layer -> layer.contains(old))
        .map(layer -> of(layer.replace(old, changed), Expected.REFUSED));
  }

  private static String node(String name, String layer, String from) {
    return "{'name':'%s','operation':%s,'from':['%s']}".formatted(name, layer, from);
  }

  private static HostileCase of(String layer, Expected expected) {
    return file(layer, node("n", layer, "in"), "'n'", expected);
  }

  private static HostileCase file(String name, String nodes, String outputs, Expected expected) {
    String network =
        "{'inputs':[{'name':'in','shape':[5,5,4]}],'nodes':[%s],'outputs':[%s]}"
            .formatted(nodes, outputs)
            .replace('\'', '"');
    byte[] file = RawFile.of(RawFile.model(network, "{}", ""), 0);
    String shown = name.substring(0, Math.min(200, name.length()));
    return HostileCase.of("layer", shown, file, ModelFile::load, expected);
  }
}
