package nova.agent.transform;

/** Pages for those who gave none. */
final class BuiltIn {
  /** RFC 9457. */
  static final PageTemplate PROBLEM =
      PageTemplate.json(
          """
          {"type":"about:blank","title":"{{reason}}","status":{{status}},"detail":"{{cause}}",\
          "request_id":"{{request_id}}"}
          """);

  /** One small document without anything to load: it is shown when nothing can be loaded. */
  static final PageTemplate HTML =
      PageTemplate.html(
          """
          <!doctype html>
          <html lang="en">
          <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="robots" content="noindex">
          <title>{{status}} {{reason}}</title>
          <style>
          :root { color-scheme: light dark; }
          body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem;
            box-sizing: border-box; font: 1rem/1.6 system-ui, sans-serif;
            background: #fbfbfa; color: #1c1d1f; }
          main { max-width: 34rem; }
          p { margin: .5rem 0; color: #55585d; }
          h1 { margin: 0; font-size: 1.75rem; line-height: 1.25; }
          .status { font-variant-numeric: tabular-nums; letter-spacing: .05em; }
          .id { font: .8125rem/1.6 ui-monospace, monospace; }
          .id:empty { display: none; }
          @media (prefers-color-scheme: dark) {
            body { background: #141517; color: #ececee; }
            p { color: #a9adb3; }
          }
          </style>
          </head>
          <body>
          <main>
          <p class="status">{{status}}</p>
          <h1>{{reason}}</h1>
          <p>{{cause}}</p>
          <p class="id">{{request_id}}</p>
          </main>
          </body>
          </html>
          """);

  private BuiltIn() {}
}
