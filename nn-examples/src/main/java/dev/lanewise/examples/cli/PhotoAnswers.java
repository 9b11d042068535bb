package dev.lanewise.examples.cli;

import dev.lanewise.files.ModelFile;
import dev.lanewise.images.ImageSettings;
import dev.lanewise.images.PhotoReader;
import dev.lanewise.layers.LastFunction;
import dev.lanewise.layers.Softmax;
import dev.lanewise.predict.Predictor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a model says of photos.
 *
 * @param settings how they are read
 * @param file the model, and the names of its classes
 * @param photos the files
 * @param probabilities whether there is a column for each class
 */
record PhotoAnswers(
    ImageSettings settings, ModelFile file, List<Path> photos, boolean probabilities)
    implements Answers.Source {

  @Override
  public void forEach(Predicate<List<String>> sink) {
    PhotoReader reader = new PhotoReader(settings);
    Predictor predictor = Predictor.of(file.model());
    List<String> classes = file.metadata().labels();
    List<String> header = new ArrayList<>(List.of("file", "class", "probability"));
    if (probabilities) {
      classes.forEach(name -> header.add("P(" + name + ")"));
    }
    boolean open = sink.test(header);
    for (int i = 0; open && i < photos.size(); i++) {
      float[] scores = predictor.predict(reader.read(photos.get(i)));
      open = sink.test(fields(photos.get(i), classes, scores));
    }
  }

  private List<String> fields(Path photo, List<String> classes, float[] scores) {
    int answer = Predictor.classOf(scores);
    boolean shared = LastFunction.of(file.model().network()).isSoftmax();
    float[] shares = shared ? scores : Softmax.probabilities(scores);
    List<String> fields = new ArrayList<>();
    fields.add(photo.toString());
    fields.add(classes.get(answer));
    fields.add(Float.toString(shares[answer]));
    if (probabilities) {
      for (float share : shares) {
        fields.add(Float.toString(share));
      }
    }
    return fields;
  }
}
