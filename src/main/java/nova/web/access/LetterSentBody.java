package nova.web.access;

/** The address a letter goes to, if to anybody. Public for JSON-B. */
public record LetterSentBody(String email) {}
