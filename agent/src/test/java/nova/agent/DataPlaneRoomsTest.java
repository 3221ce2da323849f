package nova.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The floor plan of the data plane. */
class DataPlaneRoomsTest {
  private static final String[] STAGES = {
    "listener", "routing", "transform", "balancer", "upstream", "config"
  };
  private final JavaClasses agent =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("nova.agent");

  @Test
  void stages_do_not_know_each_other() {
    for (String stage : STAGES) {
      for (String other : STAGES) {
        if (!stage.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("nova.agent." + stage + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage("nova.agent." + other + "..", "nova.agent.pipeline..")
              .check(agent);
        }
      }
    }
  }

  @Test
  void pure_rooms_know_no_sockets() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "nova.agent.config..",
            "nova.agent.routing..",
            "nova.agent.balancer..",
            "nova.agent.exchange..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow..", "org.xnio..", "java.nio.channels..")
        .check(agent);
  }

  @Test
  void transform_knows_header_maps_but_no_sockets() {
    noClasses()
        .that()
        .resideInAPackage("nova.agent.transform..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.undertow.server..", "org.xnio..", "java.nio.channels..")
        .check(agent);
  }

  @Test
  void the_data_plane_takes_its_clock_as_given() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "nova.agent.config..",
            "nova.agent.routing..",
            "nova.agent.transform..",
            "nova.agent.balancer..",
            "nova.agent.upstream..",
            "nova.agent.listener..",
            "nova.agent.pipeline..",
            "nova.agent.exchange..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(agent);
  }
}
