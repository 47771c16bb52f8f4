"""A real SMTP server (aiosmtpd) for the tests: prints its port, then one JSON line for each mail that it has taken."""
import argparse
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

options = argparse.ArgumentParser()
options.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
options.add_argument("--auth", nargs=2, metavar=("USER", "PASSWORD"))
options.add_argument("--refuse", type=int, default=0, help="how many mails to refuse for now")
options.add_argument("--no-mailbox", metavar="CODE", help="knows nobody, and says so with this code")
options = options.parse_args()


def say(line):
    print(line, flush=True)


class Mails:
    refused = 0

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if options.no_mailbox:
            return f"550 {options.no_mailbox} {address} does not live here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.refused < options.refuse:
            self.refused += 1
            return "451 4.3.0 come back later"
        say(json.dumps({
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.login.decode() if session.authenticated else None,
            "data": base64.b64encode(envelope.original_content).decode(),
        }))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    known = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == options.auth
    return AuthResult(success=known, handled=False, auth_data=data)


class Server(SMTP):
    async def smtp_AUTH(self, arg):
        # RFC 4954: case does not count in the name of a mechanism; aiosmtpd 1.4 thinks it does.
        mechanism, space, initial = (arg or "").partition(" ")
        await super().smtp_AUTH(mechanism.upper() + space + initial)


async def main():
    context = None
    if options.tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*options.tls)
    mails = Mails()

    def session():
        return Server(
            mails,
            hostname="test",
            enable_SMTPUTF8=True,
            tls_context=context,
            require_starttls=context is not None,
            authenticator=authenticate,
            auth_required=options.auth is not None,
            auth_require_tls=False)

    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", 0)
    say(server.sockets[0].getsockname()[1])
    # Ends with the test: its end of the pipe closes.
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())
