package nova.link.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nova.link.v1.Envelope;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class GoldenFramesTest {
  private static byte[] file(String name) throws IOException {
    try (InputStream file =
        GoldenFramesTest.class.getResourceAsStream("/golden/" + name + ".binpb")) {
      assertThat(file).as("golden/%s.binpb; GoldenFrames writes missing ones", name).isNotNull();
      return file.readAllBytes();
    }
  }

  @TestFactory
  java.util.stream.Stream<DynamicTest> every_golden_file_is_read_field_by_field_as_it_was_meant() {
    return GoldenFrames.all().entrySet().stream()
        .map(frame -> DynamicTest.dynamicTest(frame.getKey(), () -> same(frame)));
  }

  private static void same(Map.Entry<String, MessageLite> frame) throws IOException {
    MessageLite meant = frame.getValue();
    byte[] bytes = file(frame.getKey());
    MessageLite read = meant.getParserForType().parseFrom(bytes);
    assertThat(read.toByteArray()).isEqualTo(GoldenFrames.bytes(frame.getKey(), meant));
    if (!frame.getKey().equals("unknown-field")) {
      assertThat(read).isEqualTo(meant);
    }
  }

  @Test
  void there_is_a_golden_file_for_every_kind_of_frame() throws IOException {
    Set<Envelope.FrameCase> kinds = new HashSet<>();
    for (Map.Entry<String, MessageLite> frame : GoldenFrames.all().entrySet()) {
      if (frame.getValue() instanceof Envelope) {
        kinds.add(Envelope.parseFrom(file(frame.getKey())).getFrameCase());
      }
    }
    Set<Envelope.FrameCase> known = EnumSet.allOf(Envelope.FrameCase.class);
    known.remove(Envelope.FrameCase.FRAME_NOT_SET);
    assertThat(kinds).isEqualTo(known);
  }

  @Test
  void an_unknown_field_is_ignored_and_survives() throws IOException {
    NodeConfig read = NodeConfig.parseFrom(file("unknown-field"));
    assertThat(read.getVersion()).isEqualTo(42);
    CodedInputStream again = CodedInputStream.newInstance(read.toByteArray());
    String found = "";
    for (int tag = again.readTag(); tag != 0; tag = again.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == GoldenFrames.UNKNOWN_FIELD) {
        found = again.readString();
      } else {
        again.skipField(tag);
      }
    }
    assertThat(found).isEqualTo("new");
  }

  @Test
  void an_unknown_enum_value_is_told_apart_from_every_known_one() throws IOException {
    NodeConfig read = NodeConfig.parseFrom(file("unknown-enum"));
    assertThat(read.getAdcs(0).getListeners(0).getProtocol())
        .isEqualTo(Listener.Protocol.UNRECOGNIZED);
    assertThat(read.getAdcs(0).getListeners(0).getProtocolValue()).isEqualTo(99);
    assertThat(read.getAdcs(0).getPools(0).getAlgorithm()).isEqualTo(Pool.Algorithm.UNRECOGNIZED);
  }
}
