package nova.tenants.logic;

import jakarta.inject.Inject;
import nova.platform.Component;
import nova.platform.mail.Letter;
import nova.platform.settings.HttpSettings;

/** The letters of sign-up. Nothing the receiver did not write is put into them but links. */
@Component
class DoorLetters {
  private final String consoleUrl;

  @Inject
  DoorLetters(HttpSettings settings) {
    this.consoleUrl = settings.publicUrl().toString();
  }

  Letter verification(String to, String token) {
    String link = consoleUrl + "/verify?token=" + token;
    return letter(
        to,
        "Verify your e-mail address for Nova",
        "Please verify that this address is yours. The link works for 24 hours.",
        "Verify my address",
        link,
        "If you did not sign up at Nova, ignore this letter: nothing happens without the link.");
  }

  Letter alreadyKnown(String to) {
    return letter(
        to,
        "You already have a Nova account",
        "Somebody, perhaps you, tried to sign up at Nova with this address. It has an account"
            + " already: just sign in.",
        "Sign in",
        consoleUrl + "/sign-in",
        "If that was not you, there is nothing to do: nothing was changed.");
  }

  private static Letter letter(
      String to, String subject, String why, String button, String link, String otherwise) {
    String text = why + "\n\n" + button + ":\n" + link + "\n\n" + otherwise + "\n\nNova\n";
    String html =
        """
        <!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;color:#1f2430;margin:2rem">
        <p>%s</p>
        <p><a href="%s" style="display:inline-block;padding:.7rem 1.2rem;background:#3454d1;color:#fff;\
        border-radius:.4rem;text-decoration:none">%s</a></p>
        <p style="color:#5b6270;font-size:.9rem">%s<br>%s</p>
        </body></html>
        """
            .formatted(why, link, button, link, otherwise);
    return new Letter(to, subject, text, html);
  }
}
