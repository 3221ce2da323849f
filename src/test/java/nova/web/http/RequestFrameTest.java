package nova.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import nova.platform.ids.Ids;
import nova.platform.settings.HttpSettings;
import org.junit.jupiter.api.Test;

class RequestFrameTest {

  @Test
  void browsers_are_told_to_stay_with_tls_when_people_reach_us_over_it() throws Exception {
    assertThat(headers("https://nova.example", "/").get("Strict-Transport-Security"))
        .startsWith("max-age=31536000");
    assertThat(headers("http://127.0.0.1:8080", "/"))
        .doesNotContainKey("Strict-Transport-Security");
  }

  @Test
  void answers_of_the_api_are_kept_nowhere() throws Exception {
    assertThat(headers("http://n", "/api/v1/sessions/current"))
        .containsEntry("Cache-Control", "no-store");
    assertThat(headers("http://n", "/")).doesNotContainKey("Cache-Control");
  }

  private static Map<String, String> headers(String publicUrl, String path) throws Exception {
    var set = new HashMap<String, String>();
    var request =
        proxy(
            HttpServletRequest.class,
            (_, method, _) -> method.getName().equals("getRequestURI") ? path : null);
    var response =
        proxy(
            HttpServletResponse.class,
            (_, method, values) -> {
              assertThat(method.getName()).isEqualTo("setHeader");
              return set.put((String) values[0], (String) values[1]);
            });
    FilterChain nothing = (_, _) -> {};
    new RequestFrame(new Ids(InstantSource.system()), new HttpSettings(URI.create(publicUrl)))
        .doFilter(request, response, nothing);
    return set;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
