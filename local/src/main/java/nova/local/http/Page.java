package nova.local.http;

/** A plain, pleasant HTML page. */
public final class Page {
  private Page() {}

  /**
   * The page.
   *
   * @param body HTML, whatever came from outside already escaped
   */
  public static String of(String title, String body) {
    return """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1"><title>%1$s</title><style>
        :root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 15%%,transparent);--soft:color-mix(in srgb,currentColor 60%%,transparent)}
        body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
        h1{font-size:1.5rem} small,.soft{color:var(--soft)} a{color:#4263eb}
        article{border:1px solid var(--line);border-radius:.75rem;padding:1rem;margin:1rem 0;overflow:hidden}
        pre{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0} iframe{width:100%%;height:24rem;border:1px solid var(--line);border-radius:.5rem;background:#fff}
        </style></head><body><h1>%1$s</h1>%2$s</body></html>
        """
        .formatted(escape(title), body);
  }

  /** Text made safe between tags and in quoted attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
