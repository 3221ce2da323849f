package nova.tenants.logic;

import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import nova.kernel.AcrossTenants;
import nova.kernel.ChangeScope;
import nova.kernel.PersonId;
import nova.kernel.UtcHour;
import nova.platform.Component;
import nova.platform.ids.Ids;
import nova.platform.ids.SecretToken;
import nova.platform.mail.Letters;
import nova.platform.persistence.Database;
import nova.tenants.Audit;
import nova.tenants.OrganisationMade;
import nova.tenants.store.OrganisationStore;
import nova.tenants.store.PeopleStore;

/** Writes a sign-up and its letter, in one transaction. */
@Component
@AcrossTenants("people belong to no tenant")
class Registration {
  private final AccessSettings settings = AccessSettings.defaults();
  private final Database database;
  private final PeopleStore people;
  private final OrganisationStore organisations;
  private final Audit audit;
  private final Letters letters;
  private final DoorLetters texts;
  private final Event<OrganisationMade> made;
  private final Ids ids;

  @Inject
  Registration(
      Database database,
      PeopleStore people,
      OrganisationStore organisations,
      Audit audit,
      Letters letters,
      DoorLetters texts,
      Event<OrganisationMade> made,
      Ids ids) {
    this.database = database;
    this.people = people;
    this.organisations = organisations;
    this.audit = audit;
    this.letters = letters;
    this.texts = texts;
    this.made = made;
    this.ids = ids;
  }

  /** Either a new person with an organisation, or a letter to the one who has the address. */
  void register(ChangeScope scope, String organisation, EmailAddress email, String hash) {
    var person = new PersonId(ids.next());
    database.run(
        scope,
        entities -> {
          if (people.add(entities, person, email.value(), hash, scope.when())) {
            organisations.add(scope, organisation, person);
            audit.note(scope, "organisation.sign-up", person.toString());
            made.fire(new OrganisationMade(scope));
            postVerification(entities, person, email.value(), scope.when());
          } else {
            remind(entities, email, scope.when());
          }
        });
  }

  void verifyAgain(EmailAddress email, Instant now) {
    database.outside(
        entities -> {
          people
              .find(entities, email.value())
              .filter(person -> !person.verified())
              .ifPresent(person -> postVerification(entities, person.id(), person.email(), now));
          return true;
        });
  }

  private void remind(EntityManager entities, EmailAddress email, Instant now) {
    people
        .find(entities, email.value())
        .ifPresent(
            person -> {
              if (person.verified()) {
                String key = "already-known:" + person.id() + ":" + UtcHour.of(now).sinceEpoch();
                letters.post(entities, key, texts.alreadyKnown(person.email()));
              } else {
                postVerification(entities, person.id(), person.email(), now);
              }
            });
  }

  private void postVerification(
      EntityManager entities, PersonId person, String email, Instant now) {
    SecretToken token = SecretToken.make("");
    var id = ids.next();
    Instant expires = now.plus(settings.verificationLife());
    people.addVerification(entities, id, person, token.hash(), now, expires);
    letters.post(entities, "verify-email:" + id, texts.verification(email, token.reveal()));
  }
}
