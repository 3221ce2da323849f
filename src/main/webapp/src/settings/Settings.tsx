import { Page } from '../components/Page';
import { useOrganisation } from '../lib/useOrganisation';
import { ApiTokens } from './ApiTokens';
import { OrganisationCard } from './OrganisationCard';

export function Settings() {
  const organisation = useOrganisation();
  return (
    <Page title="Settings">
      <div className="stack">
        <OrganisationCard organisation={organisation} />
        <ApiTokens organisation={organisation} />
      </div>
    </Page>
  );
}
