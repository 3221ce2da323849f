package nova.billing.logic;

import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import nova.kernel.TenantId;
import nova.platform.Component;
import nova.platform.mail.Letter;
import nova.platform.settings.HttpSettings;

/** The letters about payments that failed. */
@Component
class DunningLetters {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private final String consoleUrl;

  @Inject
  DunningLetters(HttpSettings settings) {
    this.consoleUrl = settings.publicUrl().toString();
  }

  Letter failed(String to, TenantId tenant, Instant graceEnds) {
    return letter(
        to,
        tenant,
        "A payment for Nova failed",
        "Your last invoice could not be collected. Please look at your card: we try again in a few"
            + " days.",
        "Everything keeps running. From "
            + DAY.format(graceEnds)
            + " on no new paid nodes can start, if the invoice is still open then.");
  }

  Letter reminder(String to, TenantId tenant, Instant graceEnds) {
    return letter(
        to,
        tenant,
        "Reminder: an invoice of Nova is open",
        "An invoice is still open, because the payment failed.",
        "Everything keeps running. From "
            + DAY.format(graceEnds)
            + " on no new paid nodes can start, if the invoice is still open then.");
  }

  Letter restricted(String to, TenantId tenant) {
    return letter(
        to,
        tenant,
        "No new paid nodes until the open invoice is paid",
        "An invoice has been open for two weeks. From now on no new paid nodes can start.",
        "Nodes that run keep serving, and you can change what they serve. As soon as the invoice is"
            + " paid, new nodes can start again.");
  }

  Letter settled(String to, TenantId tenant) {
    return letter(
        to,
        tenant,
        "Thank you: everything is paid",
        "Your payment has arrived; no invoice is open any more.",
        "There is nothing else to do.");
  }

  private Letter letter(String to, TenantId tenant, String subject, String what, String then) {
    String link = consoleUrl + "/o/" + tenant + "/billing";
    String text = what + "\n\n" + then + "\n\nBilling:\n" + link + "\n\nNova\n";
    String html =
        """
        <!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;color:#1f2430;margin:2rem">
        <p>%s</p><p>%s</p>
        <p><a href="%s" style="display:inline-block;padding:.7rem 1.2rem;background:#3454d1;color:#fff;\
        border-radius:.4rem;text-decoration:none">Open billing</a></p>
        </body></html>
        """
            .formatted(what, then, link);
    return new Letter(to, subject, text, html);
  }
}
