package nova.local.stripe;

import java.util.Map;

/** Stripe's test cards, and what the bank behind each says. */
record Card(String number, String brand, Answer atSetup, Answer atCharge) {

  /** What a bank says. */
  sealed interface Answer {
    /** Yes. */
    record Approved() implements Answer {}

    /** Ask the holder first: 3-D Secure. */
    record Challenge() implements Answer {}

    /** No. */
    record Declined(String code, String declineCode, String message) implements Answer {}
  }

  private static final Answer YES = new Answer.Approved();
  private static final Answer ASK = new Answer.Challenge();
  private static final Answer NO =
      new Answer.Declined("card_declined", "generic_decline", "Your card was declined.");
  private static final Answer NO_FUNDS =
      new Answer.Declined(
          "card_declined", "insufficient_funds", "Your card has insufficient funds.");
  private static final Answer EXPIRED =
      new Answer.Declined("expired_card", "expired_card", "Your card has expired.");

  private static final Map<String, Card> ALL =
      Map.ofEntries(
          card("4242424242424242", "visa", YES, YES),
          card("5555555555554444", "mastercard", YES, YES),
          card("4000002500003155", "visa", ASK, YES), // authenticated once, then off-session
          card("4000002760003184", "visa", ASK, ASK), // always to be authenticated
          card("4000000000000341", "visa", YES, NO), // attaches, then every charge fails
          card("4000000000000002", "visa", NO, NO),
          card("4000000000009995", "visa", NO_FUNDS, NO_FUNDS),
          card("4000000000000069", "visa", EXPIRED, EXPIRED));

  private static final Map<String, String> TOKENS =
      Map.of(
          "pm_card_visa", "4242424242424242",
          "pm_card_mastercard", "5555555555554444",
          "pm_card_authenticationRequired", "4000002760003184",
          "pm_card_chargeCustomerFail", "4000000000000341",
          "pm_card_visa_chargeDeclined", "4000000000000002");

  private static Map.Entry<String, Card> card(
      String number, String brand, Answer setup, Answer charge) {
    return Map.entry(number, new Card(number, brand, setup, charge));
  }

  static Card of(String number) {
    Card card = ALL.get(number.replace(" ", ""));
    if (card == null) {
      throw Refusal.invalid("incorrect_number", "number", "Your card number is incorrect.");
    }
    return card;
  }

  static boolean token(String id) {
    return TOKENS.containsKey(id);
  }

  static Card ofToken(String id) {
    return of(TOKENS.getOrDefault(id, id));
  }

  String lastFour() {
    return number.substring(number.length() - 4);
  }
}
