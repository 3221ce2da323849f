import { Navigate } from 'react-router';
import { useSession } from '../api/session';
import { ErrorNotice } from '../components/ErrorNotice';
import { lastOrganisation } from '../shell/lastOrganisation';
import { Gate } from './Gate';

/** `/` leads to where one was last, or to the door. */
export function Home() {
  const session = useSession();
  if (session.data === undefined) {
    return session.error ? (
      <Gate title="Nova">
        <ErrorNotice error={session.error} />
      </Gate>
    ) : null;
  }
  if (session.data === null) return <Navigate to="/sign-in" replace />;
  const { organisations } = session.data;
  const last = lastOrganisation();
  const organisation = organisations.find(({ id }) => id === last) ?? organisations[0];
  return organisation ? <Navigate to={`/o/${organisation.id}`} replace /> : <NoOrganisation />;
}

function NoOrganisation() {
  return (
    <Gate title="No organisation" lead="You are signed in, but belong to no organisation.">
      <p className="dim">Ask someone in yours to invite you.</p>
    </Gate>
  );
}
