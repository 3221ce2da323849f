package nova.web.billing;

/** Where to send the browser. Public for JSON-B. */
public record PageAddressBody(String url) {}
