package nova.web.http;

import java.util.List;
import java.util.function.Function;
import nova.kernel.Page;
import org.jspecify.annotations.Nullable;

/** A page on the wire. Public for JSON-B. */
public record PageBody<T>(List<T> items, @Nullable String next) {

  public static <R, T> PageBody<T> of(Page<R> page, Function<R, T> body) {
    return new PageBody<>(page.items().stream().map(body).toList(), Paging.encode(page.next()));
  }
}
