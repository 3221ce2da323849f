package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.sendgrid.Client;
import com.sendgrid.Method;
import com.sendgrid.Response;
import com.sendgrid.SendGrid;
import com.sendgrid.helpers.mail.Mail;
import com.sendgrid.helpers.mail.objects.Attachments;
import com.sendgrid.helpers.mail.objects.Content;
import com.sendgrid.helpers.mail.objects.Email;
import com.sendgrid.helpers.mail.objects.Personalization;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import nova.local.sendgrid.LocalSendGrid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SendGridFidelityTest {
  private static final String KEY = "SG.right";
  private static OpenApiInteractionValidator description;
  private final LocalSendGrid sendgrid =
      LocalSendGrid.start(0, KEY, InstantSource.fixed(Instant.EPOCH));

  @BeforeAll
  static void read() throws IOException {
    description = VendorSpecs.validator("sendgrid/tsg_mail_v3.json", "/v3/mail/send");
  }

  @AfterEach
  void stop() {
    sendgrid.close();
  }

  @Test
  void a_letter_of_their_own_client_conforms_and_is_caught() throws Exception {
    Mail mail =
        new Mail(
            new Email("nova@example.com", "Nova"),
            "Confirm your address",
            new Email("ada@example.com"),
            new Content("text/plain", "see http://localhost/verify?token=a&b=c"));
    mail.addContent(new Content("text/html", "<p>see</p>"));
    Response answer = sendLikeAnApplication(mail);
    assertThat(answer.getStatusCode()).isEqualTo(202);
    assertThat(faults(mail.build())).isEmpty();
    assertThat(description.validateResponse("/v3/mail/send", POST, answer(answer)).getMessages())
        .isEmpty();
    assertThat(sendgrid.mails())
        .singleElement()
        .satisfies(
            caught -> {
              assertThat(caught.to()).containsExactly("ada@example.com");
              assertThat(caught.subject()).isEqualTo("Confirm your address");
              assertThat(caught.html()).isEqualTo("<p>see</p>");
            });
  }

  @Test
  void every_option_we_may_use_conforms_and_is_caught() throws Exception {
    Mail mail = new Mail();
    mail.setFrom(new Email("nova@example.com"));
    mail.setReplyTo(new Email("help@example.com"));
    mail.setSubject("Node lost");
    mail.addContent(new Content("text/plain", "node 7"));
    mail.addCategory("alert");
    mail.addHeader("X-Nova-Alert", "7");
    Personalization to = new Personalization();
    to.addTo(new Email("ada@example.com"));
    to.addCc(new Email("ops@example.com"));
    to.addBcc(new Email("log@example.com"));
    mail.addPersonalization(to);
    mail.addAttachments(new Attachments.Builder("report.csv", "YSxi").withType("text/csv").build());
    assertThat(faults(mail.build())).isEmpty();
    assertThat(sendLikeAnApplication(mail).getStatusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"letter\"",
        "{\"personalizations\":[{}],\"from\":{\"email\":\"n@example.com\"}}",
        "{\"personalizations\":{},FROM,CONTENT}",
        "{\"personalizations\":[{\"to\":[{}]}],FROM,CONTENT}",
        "{\"personalizations\":[{\"to\":[{\"email\":\"nobody\"}]}],FROM,CONTENT}",
        "{\"personalizations\":[{\"to\":[{\"email\":\"a@example.com\"}],\"cc\":[{}]}],FROM,CONTENT}",
        "{\"personalizations\":[{\"to\":[{\"email\":\"a@example.com\"}],\"subject\":\"\"}],FROM,CONTENT}",
        "{TO,\"from\":{},CONTENT}",
        "{TO,\"from\":{\"email\":\"nobody\"},CONTENT}",
        "{TO,\"from\":\"n@example.com\",CONTENT}",
        "{TO,FROM,CONTENT,\"reply_to\":{\"name\":\"x\"}}",
        "{TO,FROM,\"subject\":7,\"content\":[{\"type\":\"text/plain\",\"value\":\"x\"}]}",
        "{TO,FROM,\"subject\":\"\",\"content\":[{\"type\":\"text/plain\",\"value\":\"x\"}]}",
        "{TO,FROM,\"subject\":\"s\",\"content\":[{\"type\":\"text/plain\",\"value\":\"\"}]}",
        "{TO,FROM,\"subject\":\"s\",\"content\":[{\"type\":\"\",\"value\":\"x\"}]}",
        "{TO,FROM,\"subject\":\"s\",\"content\":[{\"value\":\"x\"}]}",
        "{TO,FROM,\"subject\":\"s\",\"content\":\"x\"}",
        "{TO,FROM,CONTENT,\"attachments\":[{\"filename\":\"a\"}]}",
        "{TO,FROM,CONTENT,\"attachments\":[{\"content\":\"YQ==\"}]}",
        "{TO,FROM,CONTENT,\"attachments\":[{\"content\":\"YQ==\",\"filename\":\"a\",\"disposition\":\"x\"}]}",
        "{TO,FROM,CONTENT,\"categories\":\"x\"}",
        "{TO,FROM,CONTENT,\"categories\":[\"x\",\"x\"]}",
        "{TO,FROM,CONTENT,\"categories\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"10\",\"11\"]}",
        "{TO,FROM,CONTENT,\"send_at\":\"soon\"}",
        "{TO,FROM,CONTENT,\"headers\":[]}"
      })
  void what_the_description_refuses_is_refused(String shorthand) throws Exception {
    String body =
        shorthand
            .replace("TO,", "\"personalizations\":[{\"to\":[{\"email\":\"a@example.com\"}]}],")
            .replace("FROM,", "\"from\":{\"email\":\"n@example.com\"},")
            .replace(
                "CONTENT",
                "\"subject\":\"s\",\"content\":[{\"type\":\"text/plain\",\"value\":\"x\"}]");
    assertThat(faults(body)).as("the description refuses it").isNotEmpty();
    HttpResponse<String> answer = send(KEY, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(description.validateResponse("/v3/mail/send", POST, answer(answer)).getMessages())
        .isEmpty();
    assertThat(sendgrid.mails()).isEmpty();
  }

  @Test
  void a_wrong_key_is_answered_as_described() throws Exception {
    HttpResponse<String> answer = send("wrong", "{}");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(description.validateResponse("/v3/mail/send", POST, answer(answer)).getMessages())
        .isEmpty();
  }

  private static final Request.Method POST = Request.Method.POST;

  private static List<ValidationReport.Message> faults(String body) {
    return description
        .validateRequest(
            SimpleRequest.Builder.post("/v3/mail/send")
                .withHeader("Authorization", "Bearer " + KEY)
                .withContentType("application/json")
                .withBody(body)
                .build())
        .getMessages();
  }

  private Response sendLikeAnApplication(Mail mail) throws IOException {
    SendGrid client = new SendGrid(KEY, new Client(true));
    client.setHost("127.0.0.1:" + sendgrid.uri().getPort());
    var request = new com.sendgrid.Request();
    request.setMethod(Method.POST);
    request.setEndpoint("mail/send");
    request.setBody(mail.build());
    return client.api(request);
  }

  private static com.atlassian.oai.validator.model.Response answer(Response answer) {
    return SimpleResponse.Builder.status(answer.getStatusCode()).build();
  }

  private static com.atlassian.oai.validator.model.Response answer(HttpResponse<String> answer) {
    return SimpleResponse.Builder.status(answer.statusCode())
        .withContentType(answer.headers().firstValue("Content-Type").orElse(""))
        .withBody(answer.body())
        .build();
  }

  private HttpResponse<String> send(String key, String body) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(sendgrid.uri().resolve("/v3/mail/send"))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
