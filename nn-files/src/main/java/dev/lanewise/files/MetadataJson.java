package dev.lanewise.files;

import dev.lanewise.files.JsonValue.JsonObject;
import java.util.Map;

/** {@link Metadata} as JSON. */
final class MetadataJson {

  private MetadataJson() {}

  static String write(Metadata metadata, Where where) {
    String text =
        Json.write(json -> {
          json.writeStartObject();
          json.writeObjectFieldStart("properties");
          for (Map.Entry<String, String> entry : metadata.properties().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
          json.writeArrayFieldStart("labels");
          for (String label : metadata.labels()) {
            json.writeString(label);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    return Json.readable(text, where, MetadataJson::read);
  }

  static Metadata read(JsonObject json) {
    json.only("properties", "labels");
    return new Metadata(json.object("properties").strings(), json.array("labels").strings());
  }
}
