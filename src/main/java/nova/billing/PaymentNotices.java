package nova.billing;

import nova.kernel.AcrossTenants;

/** The door for what the payment processor tells. */
@AcrossTenants("whose customer it is about stands in the notice")
public interface PaymentNotices {

  /**
   * Takes a notice; the same again is taken and changes nothing.
   *
   * @param body as it came, to the byte
   * @throws nova.kernel.FailureException Forbidden, when it is not signed by the processor, or too
   *     long ago
   */
  boolean take(String body, String signature);
}
