package nova.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.e2e.SharedWorld.Running;
import nova.local.sendgrid.Mail;
import nova.local.world.StandIns;
import nova.local.world.World;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
class ConsoleIT {
  private static final Pattern TOKEN = Pattern.compile("nova_join_[A-Za-z0-9_-]+");
  private static final Pattern LINK =
      Pattern.compile("http://\\S+/verify\\?token=[A-Za-z0-9_.~%-]+");
  private static final double PATIENCE_MILLIS = 60_000;
  private static final String EMAIL = "ann@lark.example";
  private static final String PASSWORD = "a long enough secret 42";

  @Test
  void a_stranger_signs_up_joins_a_node_makes_an_adc_sees_traffic_and_drains_a_server(
      Running running) throws Exception {
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = chromium(playwright)) {
      Page page = browser.newPage();
      page.setDefaultTimeout(PATIENCE_MILLIS);
      List<String> faults = new ArrayList<>();
      page.onPageError(faults::add);
      signUp(page, running.world());
      join(page, running.world());
      int port = freePort();
      StandIns standIns = running.world().standIns();
      makeAdc(page, port, standIns.serverA().port(), standIns.serverB().port());
      visit(port, 50);
      drain(page, "A");
      Assertions.assertThat(visit(port, 20)).containsOnly("hello from server B\n");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Overview")).click();
      assertThat(page.getByText("All set")).isVisible(patient());
      Assertions.assertThat(faults).isEmpty();
    }
  }

  private static Browser chromium(Playwright playwright) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of("/usr/bin/chromium"))
                .setArgs(
                    List.of(
                        "--no-sandbox",
                        "--disable-quic",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync")));
  }

  private static void signUp(Page page, World world) {
    page.navigate(world.api().resolve("/sign-up").toString());
    page.getByLabel("Organisation").fill("Lark");
    page.getByLabel("E-mail").fill(EMAIL);
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Sign up").click();
    await().atMost(Duration.ofSeconds(30)).until(() -> verificationLink(world).isPresent());
    page.navigate(verificationLink(world).orElseThrow());
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continue to sign in"))
        .click();
    page.getByLabel("E-mail").fill(EMAIL);
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Sign in").click();
  }

  private static Optional<String> verificationLink(World world) {
    return world.standIns().sendgrid().mails().stream()
        .filter(mail -> mail.to().contains(EMAIL))
        .map(Mail::text)
        .map(LINK::matcher)
        .filter(Matcher::find)
        .map(Matcher::group)
        .findFirst();
  }

  private static void join(Page page, World world) throws IOException {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Add a node")).click();
    button(page, "Create join token").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText(TOKEN, containsPatiently());
    Matcher token = TOKEN.matcher(dialog.textContent());
    Assertions.assertThat(token.find()).isTrue();
    world.agent("browser", Optional.of(token.group()));
    assertThat(page.getByText("has joined and is online")).isVisible(patient());
    button(page, "Done").click();
  }

  private static void makeAdc(Page page, int port, int portOfA, int portOfB) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Overview")).click();
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create ADC")).click();
    page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).first().fill("shop");
    group(page, "Listener 1").getByLabel("Port").fill("" + port);
    Locator server = group(page, "Server 1");
    server.getByLabel("Name").fill("A");
    server.getByLabel("Port").fill("" + portOfA);
    button(page, "Create ADC").click();
    assertThat(server.getByText("A host is needed.")).isVisible(patient());
    server.getByLabel("Host").fill("127.0.0.1");
    button(page, "Add server").click();
    Locator second = group(page, "Server 2");
    second.getByLabel("Name").fill("B");
    second.getByLabel("Host").fill("127.0.0.1");
    second.getByLabel("Port").fill("" + portOfB);
    button(page, "Create ADC").click();
    assertThat(page.getByText("shop is on its way to the nodes.")).isVisible(patient());
  }

  private static void drain(Page page, String server) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Servers")).click();
    button(page, "Drain " + server).click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Drain").setExact(true))
        .click();
    Locator row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(server));
    assertThat(row.getByText("drained")).isVisible(patient());
  }

  /** What the visitor was told, each time. */
  private static List<String> visit(int port, int times) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello")).build();
    var told = new ArrayList<String>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      await()
          .atMost(Duration.ofSeconds(15))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> ask(client, request).statusCode() == 200);
      for (int i = 1; i < times; i++) {
        HttpResponse<String> answer = ask(client, request);
        Assertions.assertThat(answer.statusCode()).isEqualTo(200);
        told.add(answer.body());
      }
    }
    return told;
  }

  private static HttpResponse<String> ask(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator group(Page page, String name) {
    return page.getByRole(AriaRole.GROUP, new Page.GetByRoleOptions().setName(name));
  }

  private static LocatorAssertions.IsVisibleOptions patient() {
    return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.ContainsTextOptions containsPatiently() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
