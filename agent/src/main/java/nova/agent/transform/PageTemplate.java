package nova.agent.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A page cut into bytes that stay and variables; values are escaped for the text they go into. */
final class PageTemplate {
  private final List<byte[]> literals = new ArrayList<>();
  private final List<PageVariable> variables = new ArrayList<>();
  private final UnaryOperator<String> escape;

  private PageTemplate(String text, UnaryOperator<String> escape) {
    this.escape = escape;
    int literal = 0;
    for (int at = text.indexOf("{{"); at >= 0; at = text.indexOf("{{", at + 1)) {
      PageVariable variable = variable(text, at);
      if (variable != null) {
        literals.add(text.substring(literal, at).getBytes(UTF_8));
        variables.add(variable);
        literal = at + variable.written().length();
      }
    }
    literals.add(text.substring(literal).getBytes(UTF_8));
  }

  static PageTemplate html(String text) {
    return new PageTemplate(text, Escapes::html);
  }

  /** Variables stand inside JSON strings, or by themselves where they are numbers. */
  static PageTemplate json(String text) {
    return new PageTemplate(text, Escapes::json);
  }

  private static @Nullable PageVariable variable(String text, int at) {
    for (PageVariable variable : PageVariable.values()) {
      if (text.startsWith(variable.written(), at)) {
        return variable;
      }
    }
    return null;
  }

  byte[] filled(PageFacts facts) {
    ByteArrayOutputStream page = new ByteArrayOutputStream(1024);
    page.writeBytes(literals.getFirst());
    for (int i = 0; i < variables.size(); i++) {
      page.writeBytes(escape.apply(facts.of(variables.get(i))).getBytes(UTF_8));
      page.writeBytes(literals.get(i + 1));
    }
    return page.toByteArray();
  }
}
