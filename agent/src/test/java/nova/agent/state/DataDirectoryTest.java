package nova.agent.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.NodeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  private static final EnrolmentResponse IDENTITY =
      EnrolmentResponse.newBuilder().setNodeId("node-1").build();

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  @Test
  void one_agent_at_a_time_and_the_next_one_after_it() throws Exception {
    try (DataDirectory first = DataDirectory.open(directory)) {
      assertThat(first.identity()).isEmpty();
      assertThatThrownBy(() -> DataDirectory.open(directory))
          .isInstanceOf(DataDirectory.Unusable.class)
          .hasMessageContaining("give each agent its own --data");
    }
    DataDirectory.open(directory).close();
  }

  @Test
  void a_directory_that_cannot_be_made_is_named() throws Exception {
    Path file = Files.createFile(directory.resolve("in-the-way"));
    assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
        .isInstanceOf(DataDirectory.Unusable.class)
        .hasMessageContaining("in-the-way");
  }

  @Test
  void the_key_is_the_same_after_a_restart_and_for_its_owner_only() throws Exception {
    byte[] publicKey;
    try (DataDirectory data = DataDirectory.open(directory)) {
      publicKey = data.key().publicKey();
    }
    try (DataDirectory data = DataDirectory.open(directory)) {
      assertThat(data.key().publicKey()).isEqualTo(publicKey);
    }
    assertThat(Files.getPosixFilePermissions(directory.resolve("node.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void a_damaged_cut_or_lost_key_says_what_to_do() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      data.key();
      data.keep(IDENTITY);
      Path key = directory.resolve("node.key");
      byte[] bytes = Files.readAllBytes(key);
      bytes[20] ^= 1;
      Files.write(key, bytes);
      mustSay(data, "node.key is damaged");
      Files.write(key, new byte[3]);
      mustSay(data, "node.key is cut off");
      new CheckedFile(key).write(new byte[2]);
      mustSay(data, "node.key is cut off");
      new CheckedFile(key).write(new byte[60]);
      mustSay(data, "node.key holds no Ed25519 key");
      Files.delete(key);
      mustSay(data, "node.key is gone");
    }
  }

  private static void mustSay(DataDirectory data, String what) {
    assertThatThrownBy(data::key)
        .isInstanceOf(DataDirectory.Unusable.class)
        .hasMessageContaining(what)
        .hasMessageContaining("join anew with --join TOKEN");
  }

  @Test
  void a_damaged_last_good_config_is_reported_and_can_be_replaced() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      NodeConfig config = NodeConfig.newBuilder().setVersion(3).build();
      data.keep(config);
      assertThat(data.lastGood()).contains(config);
      Files.write(directory.resolve("last-good.config"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
      assertThatThrownBy(data::lastGood)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged");
      data.keep(config);
      assertThat(data.lastGood()).contains(config);
    }
  }

  @Test
  void a_forgotten_node_leaves_nothing_that_could_sign() throws Exception {
    try (DataDirectory data = DataDirectory.open(directory)) {
      data.key();
      data.keep(IDENTITY);
      data.forget();
      assertThat(data.identity()).isEmpty();
    }
    assertThat(directory.resolve("node.key")).doesNotExist();
  }
}
