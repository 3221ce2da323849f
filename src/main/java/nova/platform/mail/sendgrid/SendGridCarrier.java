package nova.platform.mail.sendgrid;

import com.sendgrid.Client;
import com.sendgrid.Method;
import com.sendgrid.Request;
import com.sendgrid.SendGrid;
import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.ClickTrackingSetting;
import com.sendgrid.helpers.mail.objects.Content;
import com.sendgrid.helpers.mail.objects.Email;
import com.sendgrid.helpers.mail.objects.TrackingSettings;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import nova.platform.Component;
import nova.platform.mail.Letter;
import nova.platform.mail.MailCarrier;
import nova.platform.settings.MailSettings;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;

/** SendGrid's mail/send. */
@Component
class SendGridCarrier implements MailCarrier {
  private static final int MAX_CONNECTIONS = 4;
  private final CloseableHttpClient http;
  private final SendGrid sendGrid;
  private final Email from;

  @Inject
  SendGridCarrier(MailSettings settings) {
    http = client(settings);
    boolean plain = settings.sendGridUrl().getScheme().equals("http");
    // the SDK's "test" flag means: http instead of https, for a stand-in
    sendGrid = new SendGrid(settings.sendGridKey().value(), new Client(http, plain));
    sendGrid.setHost(settings.sendGridUrl().getRawAuthority());
    sendGrid.setRateLimitRetry(0);
    from = new Email(settings.from(), "Nova");
  }

  private static CloseableHttpClient client(MailSettings settings) {
    int connect = Math.toIntExact(settings.connectTimeout().toMillis());
    var config =
        RequestConfig.custom()
            .setConnectTimeout(connect)
            .setConnectionRequestTimeout(connect)
            .setSocketTimeout(Math.toIntExact(settings.timeout().toMillis()))
            .build();
    return HttpClients.custom()
        .setDefaultRequestConfig(config)
        .setMaxConnTotal(MAX_CONNECTIONS)
        .setMaxConnPerRoute(MAX_CONNECTIONS)
        .disableRedirectHandling()
        .disableCookieManagement()
        .build();
  }

  @Override
  public Outcome carry(String key, Letter letter) {
    try {
      var request = new Request();
      request.setMethod(Method.POST);
      request.setEndpoint("mail/send");
      request.setBody(mail(key, letter).build());
      return outcome(sendGrid.makeCall(prepared(request)).getStatusCode());
    } catch (IOException e) {
      return new Outcome.NotNow("SendGrid is out of reach: " + e.getClass().getSimpleName());
    }
  }

  /** What {@code SendGrid.api} does before it calls, without its retries that sleep. */
  private Request prepared(Request request) {
    request.setBaseUri(sendGrid.getHost());
    request.setEndpoint("/" + sendGrid.getVersion() + "/" + request.getEndpoint());
    sendGrid.getRequestHeaders().forEach(request::addHeader);
    return request;
  }

  private Mail mail(String key, Letter letter) {
    var mail =
        new Mail(
            from,
            letter.subject(),
            new Email(letter.to()),
            new Content("text/plain", letter.text()));
    mail.addContent(new Content("text/html", letter.html()));
    mail.addCustomArg("nova_key", key);
    mail.setTrackingSettings(withoutTracking());
    return mail;
  }

  /** A rewritten link would show our tokens to a third party. */
  private static TrackingSettings withoutTracking() {
    var clicks = new ClickTrackingSetting();
    clicks.setEnable(false);
    clicks.setEnableText(false);
    var tracking = new TrackingSettings();
    tracking.setClickTrackingSetting(clicks);
    return tracking;
  }

  /** 401 and 403 are our key's fault: that can be mended while the letter waits. */
  private static Outcome outcome(int status) {
    if (status >= 200 && status < 300) {
      return new Outcome.Taken();
    }
    boolean ours = status == 401 || status == 403 || status == 408 || status == 429;
    return ours || status >= 500
        ? new Outcome.NotNow("SendGrid answered " + status)
        : new Outcome.Refused("SendGrid answered " + status);
  }

  @PreDestroy
  void close() throws IOException {
    http.close();
  }
}
