package nova.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** The node's Ed25519 key pair. The private half never leaves this machine. */
public final class NodeKey {
  private static final String ALGORITHM = "Ed25519";

  private final byte[] publicKey;
  private final PrivateKey privateKey;

  private NodeKey(byte[] publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  static NodeKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      return new NodeKey(pair.getPublic().getEncoded(), pair.getPrivate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no Ed25519", e);
    }
  }

  static NodeKey decode(byte[] stored) throws IOException {
    if (stored.length < Integer.BYTES) {
      throw new IOException("node.key is cut off");
    }
    try {
      ByteBuffer content = ByteBuffer.wrap(stored);
      byte[] publicKey = new byte[Math.clamp(content.getInt(), 0, stored.length - 4)];
      content.get(publicKey);
      byte[] secret = new byte[content.remaining()];
      content.get(secret);
      return new NodeKey(
          publicKey,
          KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IOException("node.key holds no Ed25519 key", e);
    }
  }

  byte[] encode() {
    byte[] secret = privateKey.getEncoded();
    return ByteBuffer.allocate(4 + publicKey.length + secret.length)
        .putInt(publicKey.length)
        .put(publicKey)
        .put(secret)
        .array();
  }

  /** X.509 SubjectPublicKeyInfo. */
  public byte[] publicKey() {
    return publicKey.clone();
  }

  public byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with Ed25519", e);
    }
  }
}
