package nova.nodes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import nova.nodes.document.AdcDocument;
import nova.nodes.document.Pool.Algorithm;
import nova.nodes.document.Route.PathMatch;
import nova.testing.SampleDocument;
import org.junit.jupiter.api.Test;

class StoredDocumentTest {
  /** As Nova kept a document before there was anything to choose. */
  private static final String OF_BEFORE =
      """
      {"name":"shop","listeners":[{"address":"0.0.0.0","port":80,"protocol":"http"}],
       "routes":[{"name":"default","pathPrefix":"/","pool":"web"}],
       "pools":[{"name":"web","algorithm":"round-robin",
         "servers":[{"name":"a","host":"10.0.0.1","port":80}],
         "healthCheck":{"path":"/","intervalMillis":5000,"timeoutMillis":2000,"rise":2,"fall":3,
           "statusFrom":200,"statusTo":399},
         "timeouts":{"connectMillis":2000,"firstByteMillis":60000,"idleMillis":60000}}],
       "limits":{"maxHeaderBytes":16384,"maxHeaders":100,"maxBodyBytes":0,
         "headerTimeoutMillis":10000,"idleTimeoutMillis":60000,"bodyIdleTimeoutMillis":30000,
         "maxConnections":10000}}
      """;

  @Test
  void everything_that_can_be_said_is_kept() {
    AdcDocument document = StoredDocument.read(SampleDocument.json());
    assertThat(SampleDocument.json(StoredDocument.write(document)))
        .isEqualTo(SampleDocument.json());
    assertThat(document.problems()).isEmpty();
  }

  @Test
  void a_document_of_before_means_what_it_meant() {
    AdcDocument document = StoredDocument.read(SampleDocument.json(OF_BEFORE));
    assertThat(document.problems()).isEmpty();
    assertThat(document.listeners().getFirst().http2()).isTrue();
    assertThat(document.routes().getFirst().path()).isEqualTo(new PathMatch.Prefix("/"));
    var pool = document.pools().getFirst();
    assertThat(pool.algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
    assertThat(pool.passiveHealth()).isNull();
    assertThat(pool.stages()).isEmpty();
    assertThat(StoredDocument.read(SampleDocument.json(StoredDocument.write(document))))
        .isEqualTo(document);
  }

  /** Without this a new setting could be forgotten in the sample, and then by every test of it. */
  @Test
  void the_sample_says_every_setting_there_is() throws ReflectiveOperationException {
    Map<String, List<Object>> said = new HashMap<>();
    collect(StoredDocument.read(SampleDocument.json()), said);
    var unsaid = new TreeSet<String>();
    said.forEach(
        (name, values) -> {
          boolean both = values.contains(true) && values.contains(false);
          boolean flag = values.stream().anyMatch(Boolean.class::isInstance);
          if (flag ? !both : values.isEmpty()) {
            unsaid.add(name);
          }
        });
    assertThat(unsaid).isEmpty();
  }

  private static void collect(Object value, Map<String, List<Object>> said)
      throws ReflectiveOperationException {
    if (value instanceof Collection<?> items) {
      for (Object item : items) {
        collect(Objects.requireNonNull(item), said);
      }
    } else if (value instanceof Record && value.getClass().getName().startsWith("nova.nodes")) {
      for (RecordComponent part : value.getClass().getRecordComponents()) {
        part.getAccessor().setAccessible(true);
        Object held = part.getAccessor().invoke(value);
        List<Object> values =
            said.computeIfAbsent(
                value.getClass().getSimpleName() + "." + part.getName(), name -> new ArrayList<>());
        if (held != null && !held.equals("") && !held.equals(List.of()) && !held.equals(0)) {
          values.add(held);
          collect(held, said);
        }
      }
    }
  }
}
