package nova.agent.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.undertow.util.StatusCodes;
import java.util.ArrayList;
import java.util.List;

/** What visitors of one ADC see when the agent answers by itself. */
public final class ErrorPages {
  private static final int DEFAULT_RETRY_AFTER_SECONDS = 1;
  private static final int UNAVAILABLE = 503;
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";

  /**
   * Pages for a range of statuses; empty texts for the built-in ones.
   *
   * @param to inclusive
   */
  public record Templates(int from, int to, String html, String json, int retryAfterSeconds) {}

  private record Compiled(
      int from, int to, PageTemplate html, PageTemplate json, String jsonType, int retryAfter) {
    Compiled(Templates texts) {
      this(
          texts.from(),
          texts.to(),
          texts.html().isEmpty() ? BuiltIn.HTML : PageTemplate.html(texts.html()),
          texts.json().isEmpty() ? BuiltIn.PROBLEM : PageTemplate.json(texts.json()),
          texts.json().isEmpty() ? PROBLEM : JSON,
          texts.retryAfterSeconds());
    }
  }

  private static final Compiled OTHERWISE =
      new Compiled(new Templates(0, 999, "", "", DEFAULT_RETRY_AFTER_SECONDS));

  private final String adc;
  private final List<Compiled> pages = new ArrayList<>();

  /** The first range that holds the status counts. */
  public ErrorPages(String adcName, List<Templates> pages) {
    this.adc = adcName;
    pages.forEach(texts -> this.pages.add(new Compiled(texts)));
    this.pages.add(OTHERWISE);
  }

  /**
   * The page for one answer.
   *
   * @param cause one line for the visitor; empty for none
   * @param accept the visitor's Accept; empty when there is none
   * @param requestId empty when there is none
   */
  public Page page(int status, String cause, String accept, String requestId) {
    Compiled compiled = compiled(status);
    String reason = StatusCodes.getReason(status);
    PageFacts facts = new PageFacts(status, reason, cause, adc, requestId, compiled.retryAfter());
    int retryAfter = status == UNAVAILABLE ? compiled.retryAfter() : 0;
    return switch (Accept.of(accept)) {
      case HTML -> new Page(compiled.html().filled(facts), HTML, retryAfter);
      case JSON -> new Page(compiled.json().filled(facts), compiled.jsonType(), retryAfter);
      case PLAIN -> new Page(line(facts), PLAIN, retryAfter);
    };
  }

  private Compiled compiled(int status) {
    for (Compiled page : pages) {
      if (page.from() <= status && status <= page.to()) {
        return page;
      }
    }
    return OTHERWISE;
  }

  private static byte[] line(PageFacts facts) {
    String cause = facts.cause().isEmpty() ? "" : ": " + facts.cause();
    return (facts.status() + " " + facts.reason() + cause + "\n").getBytes(UTF_8);
  }
}
