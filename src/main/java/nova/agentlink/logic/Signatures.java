package nova.agentlink.logic;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519, by the JDK. */
public final class Signatures {
  private static final String ALGORITHM = "Ed25519";

  private Signatures() {}

  public static boolean isKey(byte[] publicKey) {
    try {
      key(publicKey);
      return true;
    } catch (GeneralSecurityException notOne) {
      return false;
    }
  }

  static boolean valid(byte[] publicKey, String text, String signature) {
    try {
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key(publicKey));
      verifier.update(text.getBytes(StandardCharsets.UTF_8));
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException notOne) {
      return false;
    }
  }

  private static PublicKey key(byte[] publicKey) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
  }
}
