package nova.agent.routing;

import org.jspecify.annotations.Nullable;

/** What of a request decides its server under consistent hashing. */
public sealed interface HashKey {

  /** The same for requests that are to have the same server. */
  long of(RequestView request);

  /** Hash of the visitor's address. */
  static long address(RequestView request) {
    return Hash64.of(request.peer());
  }

  record Address() implements HashKey {
    @Override
    public long of(RequestView request) {
      return address(request);
    }
  }

  record Path() implements HashKey {
    @Override
    public long of(RequestView request) {
      return Hash64.of(request.path());
    }
  }

  /** Requests without it are hashed by address: on one server they would be a crowd. */
  record Header(String name) implements HashKey {
    @Override
    public long of(RequestView request) {
      return textOrAddress(request.header(name, 0), request);
    }
  }

  record Cookie(String name) implements HashKey {
    @Override
    public long of(RequestView request) {
      return textOrAddress(Cookies.first(request, name), request);
    }
  }

  private static long textOrAddress(@Nullable String text, RequestView request) {
    return text == null || text.isEmpty() ? address(request) : Hash64.of(text);
  }
}
