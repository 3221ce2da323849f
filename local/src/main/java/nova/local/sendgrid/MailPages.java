package nova.local.sendgrid;

import static nova.local.http.Page.escape;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nova.local.http.Page;

/** Caught mail for people. */
final class MailPages {
  private static final Pattern LINK =
      Pattern.compile("https?://[^\\s<>\"&]+(?:&amp;[^\\s<>\"&]+)*");

  private MailPages() {}

  static String list(List<Mail> mails) {
    String letters =
        mails.isEmpty()
            ? "<p class=\"soft\">No mail yet. What Nova sends on this machine ends up here.</p>"
            : mails.stream().map(MailPages::letter).collect(Collectors.joining());
    return Page.of("Caught mail", letters);
  }

  private static String letter(Mail mail) {
    String text =
        LINK.matcher(escape(mail.text())).replaceAll("<a href=\"$0\" target=\"_blank\">$0</a>");
    String html =
        mail.html().isEmpty()
            ? ""
            : "<iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" title=\"HTML part\""
                + " src=\"/mails/%s/html\"></iframe>".formatted(mail.id());
    return "<article><strong>%s</strong><br><small>%s → %s · %s</small><pre>%s</pre>%s</article>"
        .formatted(
            escape(mail.subject()),
            escape(mail.from()),
            escape(String.join(", ", mail.to())),
            mail.at(),
            text,
            html);
  }
}
