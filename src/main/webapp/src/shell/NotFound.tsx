import { Link } from 'react-router';
import { Page } from '../components/Page';

export function NotFound() {
  return (
    <Page title="Nothing here">
      <p className="dim">
        This address leads nowhere, or to something you may not see. <Link to="/">Go to your organisation</Link>.
      </p>
    </Page>
  );
}
