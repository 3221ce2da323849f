package nova;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import nova.kernel.AcrossTenants;
import nova.kernel.ChangeScope;
import nova.kernel.TenantScope;
import nova.web.security.Allow;

/** The floor plan of the control plane: rooms, shelves, signatures. See docs. */
@AnalyzeClasses(packages = "nova", importOptions = ImportOption.DoNotIncludeTests.class)
class FloorPlanTest {
  /**
   * Types and methods that cross tenants on purpose. Lower it when one goes; raise it only with a
   * reason.
   */
  private static final int MAX_ACROSS_TENANTS = 22;

  /** Room to rooms whose contract it may import; rooms that do not exist yet stand here too. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          entry("kernel", Set.of()),
          entry("platform", Set.of("kernel")),
          entry("tenants", Set.of("kernel", "platform")),
          entry("nodes", Set.of("kernel", "platform", "tenants", "link")),
          entry("provisioning", Set.of("kernel", "platform", "nodes", "tenants")),
          entry("metrics", Set.of("kernel", "platform")),
          entry("agentlink", Set.of("kernel", "platform", "nodes", "metrics", "link")),
          entry("metering", Set.of("kernel", "platform", "nodes", "tenants")),
          entry("billing", Set.of("kernel", "platform", "metering", "tenants")),
          entry("alerts", Set.of("kernel", "platform", "billing", "metrics", "nodes", "tenants")),
          entry(
              "web",
              Set.of(
                  "kernel",
                  "platform",
                  "tenants",
                  "nodes",
                  "provisioning",
                  "agentlink",
                  "metrics",
                  "metering",
                  "billing",
                  "alerts")),
          entry("link", Set.of()));

  /**
   * Packages below a room's root that are part of its contract: a root has room for a few types.
   */
  private static final List<String> CONTRACTS = List.of("nova.nodes.document");

  /** Vendor package to the only shelves that import it. */
  private static final Map<String, List<String>> VENDORS =
      Map.ofEntries(
          entry("com.sendgrid..", List.of("nova.platform.mail.sendgrid..")),
          entry("org.apache.http..", List.of("nova.platform.mail.sendgrid..")),
          entry("io.sentry..", List.of("nova.platform.errors.sentry..")),
          entry("com.github.kagkarlsson..", List.of("nova.platform.jobs..")),
          entry("org.flywaydb..", List.of("nova.platform.persistence..")),
          entry("com.password4j..", List.of("nova.tenants.logic..")),
          entry("com.stripe..", List.of("nova.billing.stripe..")),
          entry(
              "com.clickhouse..",
              List.of(
                  "nova.metrics.store..",
                  "nova.metrics.clickhouse..",
                  "nova.platform.clickhouse..")),
          entry("org.hibernate..", List.of("nova.platform.persistence..", "nova.*.store..")));

  @ArchTest
  static void every_room_is_on_the_plan(JavaClasses classes) {
    classes.stream()
        .map(JavaClass::getPackageName)
        .filter(
            name ->
                name.startsWith("nova.")
                    && !name.startsWith("nova.agent.")
                    && !name.startsWith("nova.local"))
        .filter(name -> !name.equals("nova.agent"))
        .forEach(name -> assertThat(ARROWS).containsKey(room(name)));
  }

  @ArchTest
  static void every_room_keeps_to_its_arrows(JavaClasses classes) {
    ARROWS.forEach(
        (room, allowed) ->
            ARROWS.keySet().stream()
                .filter(other -> !other.equals(room) && !allowed.contains(other))
                .forEach(
                    other ->
                        noClasses()
                            .that()
                            .resideInAPackage("nova." + room + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage("nova." + other + "..")
                            .allowEmptyShould(true)
                            .check(classes)));
  }

  @ArchTest
  static void shelves_are_private_to_their_room(JavaClasses classes) {
    ARROWS.keySet().stream()
        .filter(room -> !Set.of("platform", "link", "web").contains(room))
        .forEach(
            room ->
                noClasses()
                    .that()
                    .resideOutsideOfPackage("nova." + room + "..")
                    .should()
                    .dependOnClassesThat(
                        resideInAPackage("nova." + room + ".*..")
                            .and(not(resideInAnyPackage(CONTRACTS.toArray(String[]::new)))))
                    .allowEmptyShould(true)
                    .check(classes));
  }

  @ArchTest
  static final ArchRule store_does_not_know_logic =
      noClasses()
          .that()
          .resideInAPackage("nova.*.store..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("nova.*.logic..");

  @ArchTest
  static final ArchRule contracts_know_no_framework =
      noClasses()
          .that()
          .resideInAnyPackage(
              "nova.kernel",
              "nova.tenants",
              "nova.nodes",
              "nova.nodes.document",
              "nova.metrics",
              "nova.metering",
              "nova.billing",
              "nova.alerts")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.hibernate..", "nova.platform..");

  @ArchTest
  static final ArchRule the_web_knows_no_database =
      noClasses()
          .that()
          .resideInAPackage("nova.web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta.persistence..", "java.sql..", "nova.platform.persistence..");

  @ArchTest
  static void a_vendor_is_imported_on_its_shelf_only(JavaClasses classes) {
    VENDORS.forEach(
        (vendor, shelves) ->
            noClasses()
                .that()
                .resideOutsideOfPackages(shelves.toArray(String[]::new))
                .and()
                .resideOutsideOfPackages("nova.agent..", "nova.local..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(vendor)
                .check(classes));
  }

  @ArchTest
  static final ArchRule rooms_are_acyclic =
      slices().matching("nova.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule reads_name_their_tenant =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Queries")
          .and()
          .areDeclaredInClassesThat()
          .areInterfaces()
          .and()
          .areNotAnnotatedWith(AcrossTenants.class)
          .should(takeFirst(TenantScope.class));

  @ArchTest
  static final ArchRule writes_name_their_author =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Commands")
          .and()
          .areDeclaredInClassesThat()
          .areInterfaces()
          .should(takeFirst(ChangeScope.class));

  @ArchTest
  static final ArchRule writes_give_no_lists =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .haveSimpleNameEndingWith("Commands")
          .should()
          .notHaveRawReturnType(List.class);

  @ArchTest
  static void crossing_tenants_stays_rare(JavaClasses classes) {
    long types = classes.stream().filter(one -> one.isAnnotatedWith(AcrossTenants.class)).count();
    long methods =
        classes.stream()
            .flatMap(one -> one.getMethods().stream())
            .filter(one -> one.isAnnotatedWith(AcrossTenants.class))
            .count();
    assertThat(types + methods).isLessThanOrEqualTo(MAX_ACROSS_TENANTS);
  }

  @ArchTest
  static final ArchRule time_is_injected =
      noClasses()
          .that()
          .resideInAPackage("nova..")
          .and()
          .resideOutsideOfPackages("nova.platform.clock..", "nova.agent..", "nova.local..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC");

  @ArchTest
  static final ArchRule threads_belong_to_the_platform =
      noClasses()
          .that()
          .resideOutsideOfPackages("nova.platform..", "nova.agent..", "nova.local..")
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Executors.class)
          .orShould()
          .callConstructor(Thread.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class);

  @ArchTest
  static final ArchRule nothing_is_injected_into_fields =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAPackage("nova..")
          .should()
          .notBeAnnotatedWith(Inject.class);

  @ArchTest
  static final ArchRule every_resource_says_who_may_call_it =
      methods().that().areMetaAnnotatedWith(HttpMethod.class).should(sayWhoMayCall());

  @ArchTest
  static final ArchRule resources_live_in_the_web =
      classes().that().areAnnotatedWith(Path.class).should().resideInAPackage("nova.web..");

  @ArchTest
  static void every_package_has_a_sign(JavaClasses classes) {
    packages(classes.getPackage("nova"))
        .filter(one -> !one.getClasses().isEmpty())
        .filter(
            one ->
                !one.getName().startsWith("nova.agent")
                    && !one.getName().startsWith("nova.local")
                    && !one.getName().startsWith("nova.link"))
        .forEach(one -> assertThat(one.tryGetPackageInfo()).as(one.getName()).isPresent());
  }

  private static String room(String packageName) {
    String inside = packageName.substring("nova.".length());
    int dot = inside.indexOf('.');
    return dot < 0 ? inside : inside.substring(0, dot);
  }

  private static Stream<JavaPackage> packages(JavaPackage root) {
    return root.getSubpackagesInTree().stream();
  }

  private static ArchCondition<JavaMethod> sayWhoMayCall() {
    return new ArchCondition<>("carry @Allow, itself or its class") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean said =
            method.isAnnotatedWith(Allow.class) || method.getOwner().isAnnotatedWith(Allow.class);
        events.add(new SimpleConditionEvent(method, said, method.getFullName()));
      }
    };
  }

  private static ArchCondition<JavaMethod> takeFirst(Class<?> type) {
    return new ArchCondition<>("take " + type.getSimpleName() + " first") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        var parameters = method.getRawParameterTypes();
        boolean first = !parameters.isEmpty() && parameters.getFirst().isEquivalentTo(type);
        events.add(new SimpleConditionEvent(method, first, method.getFullName()));
      }
    };
  }
}
