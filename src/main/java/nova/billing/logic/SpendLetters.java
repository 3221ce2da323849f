package nova.billing.logic;

import jakarta.inject.Inject;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import nova.billing.SpendWarning;
import nova.platform.Component;
import nova.platform.mail.Letter;
import nova.platform.settings.HttpSettings;
import nova.tenants.Organisation;

/** The letter about an amount that was reached or foreseen. */
@Component
class SpendLetters {
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
  private final String consoleUrl;

  @Inject
  SpendLetters(HttpSettings settings) {
    this.consoleUrl = settings.publicUrl().toString();
  }

  Letter warning(String to, Organisation organisation, SpendWarning warning) {
    String month = MONTH.format(warning.month().value());
    String news =
        switch (warning.kind()) {
          case ACTUAL ->
              "%s has spent %s on node-hours in %s so far."
                  .formatted(organisation.name(), warning.amount().shown(), month);
          case FORECAST ->
              "If the nodes of now stay, %s will spend %s on node-hours in %s."
                  .formatted(organisation.name(), warning.amount().shown(), month);
        };
    String asked =
        "You asked to be told at %s. Nothing was stopped.".formatted(warning.threshold().shown());
    String link = consoleUrl + "/o/" + organisation.id() + "/billing";
    String subject =
        switch (warning.kind()) {
          case ACTUAL -> "Nova: %s spent in %s".formatted(warning.amount().shown(), month);
          case FORECAST -> "Nova: %s expected for %s".formatted(warning.amount().shown(), month);
        };
    return new Letter(
        to, subject, text(news, asked, warning, link), html(news, asked, warning, link));
  }

  private static String text(String news, String asked, SpendWarning warning, String link) {
    String nodes =
        warning.cause().stream()
            .map(cause -> "  %s: %d hours".formatted(cause.name(), cause.nodeHours()))
            .collect(Collectors.joining("\n"));
    return "%s\n%s\n\nMost hours this month:\n%s\n\nSee and set limits:\n%s\n\nNova\n"
        .formatted(news, asked, nodes, link);
  }

  private static String html(String news, String asked, SpendWarning warning, String link) {
    String nodes =
        warning.cause().stream()
            .map(
                cause ->
                    "<tr><td>%s</td><td style=\"text-align:right;padding-left:2rem\">%d h</td></tr>"
                        .formatted(escaped(cause.name()), cause.nodeHours()))
            .collect(Collectors.joining());
    return """
        <!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;color:#1f2430;margin:2rem">
        <p>%s</p><p>%s</p>
        <table style="font-size:.9rem">%s</table>
        <p><a href="%s" style="display:inline-block;padding:.7rem 1.2rem;background:#3454d1;color:#fff;\
        border-radius:.4rem;text-decoration:none">See and set limits</a></p>
        </body></html>
        """
        .formatted(escaped(news), escaped(asked), nodes, link);
  }

  /** Names are what customers call things. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
