package nova.billing.logic;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import nova.platform.Component;
import nova.platform.mail.Letter;
import nova.platform.mail.Letters;

/** Where letters about money are posted, in the transaction at hand. */
interface Postbox {

  /** False when one with this key was posted before. */
  boolean post(EntityManager entities, String key, Letter letter);

  /** Everybody's. */
  @Component
  class Common implements Postbox {
    private final Letters letters;

    @Inject
    Common(Letters letters) {
      this.letters = letters;
    }

    @Override
    public boolean post(EntityManager entities, String key, Letter letter) {
      return letters.post(entities, key, letter);
    }
  }
}
