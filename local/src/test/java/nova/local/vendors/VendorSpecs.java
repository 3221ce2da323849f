package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The vendors' own published descriptions. They are not ours to copy into the repository; a test
 * that needs one fails without it rather than passing unseen.
 */
final class VendorSpecs {
  private static final String VARIABLE = "NOVA_VENDOR_SPECS";

  private VendorSpecs() {}

  static Path file(String name) {
    String folder = System.getenv().getOrDefault(VARIABLE, "../../shared/specs");
    Path file = Path.of(folder).resolve(name).toAbsolutePath().normalize();
    assertThat(Files.isReadable(file))
        .as(
            "the vendor's description %s is needed: put it there or name the folder that has %s in %s",
            file, name, VARIABLE)
        .isTrue();
    return file;
  }

  /** Validates requests to, and answers of, that one path. */
  static OpenApiInteractionValidator validator(String name, String path) throws IOException {
    ObjectNode description = (ObjectNode) new ObjectMapper().readTree(file(name).toFile());
    if (description.path("openapi").asText().startsWith("3.1")) {
      // given a 3.1 document this validator skips every check of a type; what we use of it is 3.0
      description.put("openapi", "3.0.3");
      ((ObjectNode) description.path("info")).remove("summary");
    }
    ((ObjectNode) description.path("paths")).retain(path);
    return OpenApiInteractionValidator.createForInlineApiSpecification(description.toString())
        .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
        .build();
  }
}
