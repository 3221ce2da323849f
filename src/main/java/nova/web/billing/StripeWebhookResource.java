package nova.web.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import nova.billing.PaymentNotices;
import nova.web.problem.RefusedException;
import nova.web.security.Allow;
import org.jspecify.annotations.Nullable;

/**
 * Where Stripe tells what happened. Open to the street: the signature is over the bytes as they
 * came, so they are not parsed here, and nothing is looked at beyond a limit.
 */
@Path("stripe-webhook")
@Dependent
@Allow(Allow.Who.ANYBODY)
public class StripeWebhookResource {
  private static final int MAX_BYTES = 512 << 10;
  private static final int MAX_SIGNATURE = 4_096;
  private final PaymentNotices notices;

  @Inject
  public StripeWebhookResource(PaymentNotices notices) {
    this.notices = notices;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  public void take(@HeaderParam("Stripe-Signature") @Nullable String signature, InputStream body)
      throws IOException {
    byte[] bytes = body.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw new RefusedException(413, "too-large", "A notice has at most 524288 bytes.");
    }
    String given = signature == null || signature.length() > MAX_SIGNATURE ? "" : signature;
    notices.take(new String(bytes, StandardCharsets.UTF_8), given);
  }
}
